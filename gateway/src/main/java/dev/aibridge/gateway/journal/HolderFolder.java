package dev.aibridge.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// The files of one holder: `segment-<number>`, `cursor`, and `closed` once the database closed it.
record HolderFolder(UUID holder, Path path) {

    private static final String SEGMENT = "segment-";

    /// Creates a new holder's folder.
    ///
    /// @throws IOException when it can't be made
    static HolderFolder create(Path dir, UUID holder) throws IOException {
        return new HolderFolder(holder, Files.createDirectories(dir.resolve(holder.toString())));
    }

    /// All holders' folders, oldest first (their ids rise with time).
    ///
    /// @throws IOException when the folder can't be listed
    static List<HolderFolder> all(Path dir) throws IOException {
        try (Stream<Path> paths = Files.list(dir)) {
            return paths.filter(Files::isDirectory)
                    .sorted()
                    .map(p -> new HolderFolder(UUID.fromString(p.getFileName().toString()), p))
                    .toList();
        }
    }

    Path segment(long number) {
        return path.resolve("%s%010d".formatted(SEGMENT, number));
    }

    Path cursor() {
        return path.resolve("cursor");
    }

    /// Its presence says that the database closed this holder; its age says since when.
    Path closed() {
        return path.resolve("closed");
    }

    /// The numbers of the segments on disk, rising.
    ///
    /// @throws IOException when the folder can't be listed
    List<Long> segments() throws IOException {
        try (Stream<Path> paths = Files.list(path)) {
            return paths.map(p -> p.getFileName().toString())
                    .filter(name -> name.startsWith(SEGMENT))
                    .map(name -> Long.valueOf(name.substring(SEGMENT.length())))
                    .sorted()
                    .toList();
        }
    }

    /// Deletes the whole folder.
    ///
    /// @throws IOException when something in it can't be deleted
    void delete() throws IOException {
        try (Stream<Path> paths = Files.list(path)) {
            for (Path file : paths.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(path);
    }
}
