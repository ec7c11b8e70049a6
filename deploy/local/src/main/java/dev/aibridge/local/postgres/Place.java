package dev.aibridge.local.postgres;

import dev.aibridge.local.process.StartFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;

/// Where the data and programs are, and who can reach them there.
///
/// @param data PostgreSQL's own folder
/// @param binaries the programs
/// @param user as whom they run
record Place(Path data, Binaries binaries, RunAs user) {

    private static final Path SHARED = Path.of("/var/tmp");

    /// Takes the first user who reaches the wanted folders. An unprivileged user often can't, below
    /// `/root` for example: then data and programs move to a folder of this checkout in `/var/tmp`.
    ///
    /// @throws StartFailed when nobody may run it
    static Place choose(Path data, Path cache) throws StartFailed, IOException {
        return choose(data, cache, RunAs.candidates());
    }

    static Place choose(Path data, Path cache, List<RunAs> users) throws StartFailed, IOException {
        for (RunAs user : users) {
            Place wanted = new Place(prepared(data, user), Binaries.in(cache), user);
            if (wanted.isReachable()) {
                return wanted;
            }
        }
        for (RunAs user : users) {
            Path own = sharedFolderOf(data);
            Place moved =
                    new Place(
                            prepared(own.resolve("postgres"), user),
                            Binaries.in(own.resolve("cache")),
                            user);
            if (moved.isReachable()) {
                return moved;
            }
        }
        throw new StartFailed(
                "PostgreSQL refuses to run as root, and no other user could run it here (tried"
                        + " unshare, setpriv, chroot). Run ./aibridge as an ordinary user, or set"
                        + " AIBRIDGE_DATABASE_URL to a database of your own");
    }

    private boolean isReachable() {
        return user.reaches(data, binaries.program("postgres"));
    }

    private static Path prepared(Path data, RunAs user) throws IOException {
        Files.createDirectories(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        if (user.owner().isPresent()) {
            Trees.own(data, user.owner().get());
        }
        return data;
    }

    /// In a folder anyone may write, a stranger could have put something in our way.
    static Path sharedFolderOf(Path data) throws StartFailed, IOException {
        UUID checkout =
                UUID.nameUUIDFromBytes(
                        data.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
        Path own = SHARED.resolve("aibridge-" + checkout);
        if (!Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    own,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        boolean ours =
                Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)
                        && Files.getOwner(own).equals(Files.getOwner(Path.of("/")));
        if (!ours) {
            throw new StartFailed(own + " belongs to somebody else; remove it");
        }
        return own;
    }
}
