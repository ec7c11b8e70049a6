package dev.aibridge.local.process;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// The folder of process records: one file each, written whole or not at all.
///
/// @param folder made when the first record is written
public record Records(Path folder) {

    private static final String SUFFIX = ".properties";

    /// Keeps a record, in place of the earlier one of that name.
    public void write(Recorded entry) {
        Properties fields = new Properties();
        fields.setProperty("pid", Long.toString(entry.identity().pid()));
        fields.setProperty("birth", entry.identity().birth());
        fields.setProperty("port", Integer.toString(entry.port()));
        fields.setProperty("probe", entry.probe().address().toString());
        fields.setProperty("asked", entry.asked().name());
        fields.setProperty("since", entry.since().toString());
        try {
            Files.createDirectories(folder);
            Path whole = Files.createTempFile(folder, entry.name(), ".part");
            try (Writer out = Files.newBufferedWriter(whole)) {
                fields.store(out, null);
            }
            Files.move(whole, file(entry.name()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("can't record " + entry.name() + " in " + folder, e);
        }
    }

    /// Forgets a process.
    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("can't remove the record of " + name, e);
        }
    }

    /// The record of a name.
    public Optional<Recorded> find(String name) {
        return Files.exists(file(name)) ? Optional.of(read(name)) : Optional.empty();
    }

    /// All records, the process started first in front.
    public List<Recorded> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Recorded> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .forEach(name -> records.add(read(name)));
        } catch (IOException e) {
            throw new UncheckedIOException("can't list " + folder, e);
        }
        records.sort(Comparator.comparing(Recorded::since));
        return records;
    }

    /// Ends every recorded process that still runs, the one started last in front.
    ///
    /// @return the names of those that did
    public List<String> endAll(Duration grace) {
        List<String> ended = new ArrayList<>();
        for (Recorded entry : all().reversed()) {
            if (Ending.of(entry.identity(), entry.asked(), grace) != Ending.GONE) {
                ended.add(entry.name());
            }
            remove(entry.name());
        }
        return ended;
    }

    private Recorded read(String name) {
        Properties fields = new Properties();
        try (Reader in = Files.newBufferedReader(file(name))) {
            fields.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file(name), e);
        }
        return new Recorded(
                name,
                new Identity(
                        Long.parseLong(fields.getProperty("pid")), fields.getProperty("birth")),
                Integer.parseInt(fields.getProperty("port")),
                Probe.of(fields.getProperty("probe")),
                Signal.valueOf(fields.getProperty("asked")),
                Instant.parse(fields.getProperty("since")));
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }
}
