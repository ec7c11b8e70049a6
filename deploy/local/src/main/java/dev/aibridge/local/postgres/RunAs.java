package dev.aibridge.local.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// As whom PostgreSQL runs. It refuses root, so root has to become somebody else first.
///
/// All three ways end in `exec`, so the pid we start is PostgreSQL's own.
///
/// @param prefix put in front of the program
/// @param owner who must own the data; empty: whoever we are
record RunAs(List<String> prefix, Optional<UserPrincipal> owner) {

    private static final RunAs OURSELVES = new RunAs(List.of(), Optional.empty());

    private static final List<String> UNPRIVILEGED = List.of("postgres", "nobody");

    /// The ways that work on this machine, the best one in front.
    /// 1. As ourselves, when we aren't root.
    /// 2. In a user namespace, where root has another number: files stay ours, so private parent
    ///    folders are no obstacle. Often forbidden in containers.
    /// 3. As an unprivileged user, to whom the data is given.
    static List<RunAs> candidates() throws IOException {
        if (!OURSELVES.isRoot()) {
            return List.of(OURSELVES);
        }
        List<RunAs> ways = new ArrayList<>();
        user("root")
                .map(root -> new RunAs(List.of("unshare", "-U"), Optional.of(root)))
                .ifPresent(ways::add);
        for (String name : UNPRIVILEGED) {
            user(name).ifPresent(user -> ways.addAll(becoming(name, user)));
        }
        return ways.stream().filter(RunAs::works).toList();
    }

    private static Optional<UserPrincipal> user(String name) throws IOException {
        try {
            return Optional.of(
                    FileSystems.getDefault()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(name));
        } catch (UserPrincipalNotFoundException _) {
            return Optional.empty();
        }
    }

    /// `su` is not among them: it stays between us and the server, and answers signals itself.
    private static List<RunAs> becoming(String name, UserPrincipal user) {
        String group = OURSELVES.run("id", "-g", name).orElse(name);
        return Stream.of(
                        List.of("setpriv", "--reuid=" + name, "--regid=" + group, "--clear-groups"),
                        List.of("chroot", "--userspec=" + name + ":" + group, "/"),
                        List.of("chroot", "-u", name, "-g", group, "/"))
                .map(prefix -> new RunAs(prefix, Optional.of(user)))
                .toList();
    }

    /// Whether it runs programs, and not as root.
    private boolean works() {
        return run("id", "-u").filter(id -> !id.equals("0")).isPresent();
    }

    private boolean isRoot() {
        return run("id", "-u").filter(id -> id.equals("0")).isPresent();
    }

    /// Whether this user reaches and may write a folder, and may run a program.
    boolean reaches(Path folder, Path program) {
        return run(
                        "sh",
                        "-c",
                        "test -w \"$0\" && test -x \"$1\" && echo yes",
                        folder.toString(),
                        program.toString())
                .isPresent();
    }

    /// The command line for a program.
    List<String> argv(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /// What a short program prints; empty when it fails.
    private Optional<String> run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(argv(List.of(command)))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean good = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
            return good ? Optional.of(printed.trim()) : Optional.empty();
        } catch (IOException _) {
            // The program isn't installed: this way doesn't work here, the next may.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for a user", e);
        }
    }
}
