package dev.aibridge.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.aibridge.local.process.StartFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// As whom PostgreSQL runs, and where. What is about root is skipped for others.
final class PlaceTest {

    private final Path folder = Files.createTempDirectory("aibridge-place");

    private final Path cache =
            Path.of(System.getProperty("aibridge.root", "../.."), ".aibridge/cache")
                    .toAbsolutePath()
                    .normalize();

    PlaceTest() throws IOException {}

    @AfterEach
    void remove() throws IOException {
        Trees.delete(folder);
    }

    @Test
    void unpacksTheProgramsOfPostgres18() throws Exception {
        Binaries binaries = Binaries.in(cache);
        assertThat(binaries.folder().toString()).contains("-18.");
        assertThat(binaries.program("postgres")).isExecutable();
        assertThat(binaries.program("initdb")).isExecutable();
    }

    @Test
    void findsSomebodyWhoMayRunIt() throws Exception {
        Place place = Place.choose(folder.resolve("data"), cache);
        assertThat(place.user().argv(List.of("id"))).endsWith("id");
        assertThat(Files.getPosixFilePermissions(place.data())).hasSize(3);
    }

    @Test
    void everyWayForRootEndsAsSomebodyElse() throws Exception {
        assumeRoot();
        List<RunAs> ways = RunAs.candidates();
        assertThat(ways).isNotEmpty();
        for (RunAs way : ways) {
            Path mine = Files.createDirectory(folder.resolve("w" + ways.indexOf(way)));
            Files.setOwner(mine, way.owner().orElseThrow());
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Process id = new ProcessBuilder(way.argv(List.of("id", "-u"))).start();
            assertThat(
                            new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                                    .trim())
                    .as(way.toString())
                    .isNotEqualTo("0");
            assertThat(way.reaches(mine, Path.of("/bin/sh"))).as(way.toString()).isTrue();
        }
    }

    @Test
    void anUnprivilegedUserGetsAPlaceHeCanReach() throws Exception {
        assumeRoot();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        List<RunAs> unprivileged =
                RunAs.candidates().stream()
                        .filter(way -> !way.owner().orElseThrow().getName().equals("root"))
                        .toList();
        assumeThat(unprivileged).isNotEmpty();
        Path own = Place.sharedFolderOf(folder.resolve("data"));
        try {
            Place place = Place.choose(folder.resolve("data"), cache, unprivileged);
            assertThat(place.data()).startsWith(own);
            assertThat(place.binaries().folder()).startsWith(own);
            assertThat(Files.getOwner(place.data()))
                    .isEqualTo(unprivileged.getFirst().owner().orElseThrow());
        } finally {
            Trees.delete(own);
        }
    }

    @Test
    void aFolderThatAStrangerPutInOurWayIsRefused() throws Exception {
        assumeRoot();
        Path own = Place.sharedFolderOf(folder.resolve("data"));
        try {
            Files.setOwner(own, user("nobody"));
            assertThatThrownBy(() -> Place.sharedFolderOf(folder.resolve("data")))
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContaining("belongs to somebody else");
        } finally {
            Trees.delete(own);
        }
    }

    @Test
    void saysWhatToDoWhenNobodyMay() {
        assertThatThrownBy(() -> Place.choose(folder.resolve("data"), cache, List.of()))
                .hasMessageContaining("AIBRIDGE_DATABASE_URL");
    }

    private static void assumeRoot() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
    }

    private static UserPrincipal user(String name) throws IOException {
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
    }
}
