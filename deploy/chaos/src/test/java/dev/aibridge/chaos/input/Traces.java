package dev.aibridge.chaos.input;

import dev.aibridge.chaos.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Everything that a running system keeps: logs, journals, all tables.
///
/// @param world whose it is
record Traces(World world) {

    private static final String TABLES =
            """
            SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema')""";

    /// Where one of some texts is kept, as itself or in hexadecimal; none should be.
    List<String> of(List<String> texts) throws IOException, SQLException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            // One character per byte, so that binary journals are searched, too.
            search(
                    file.toString(),
                    Files.readString(file, StandardCharsets.ISO_8859_1),
                    texts,
                    found);
        }
        for (String table : column(TABLES)) {
            String rows = String.join("\n", column("SELECT t::text FROM " + table + " t"));
            search(table, rows, texts, found);
        }
        return found;
    }

    /// Logs and journals.
    List<Path> files() throws IOException {
        Path home = world.stack().settings().home();
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("logs", "journal")) {
            try (Stream<Path> all = Files.walk(home.resolve(folder))) {
                files.addAll(all.filter(Files::isRegularFile).toList());
            }
        }
        return files;
    }

    private static void search(String where, String in, List<String> texts, List<String> found) {
        for (String text : texts) {
            String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
            if (in.contains(text) || in.contains(hex)) {
                found.add(where);
            }
        }
    }

    private List<String> column(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = world.stack().database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
