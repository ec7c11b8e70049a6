package dev.aibridge.local;

import dev.aibridge.local.database.Proof;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Member;
import dev.aibridge.local.stack.Options;
import dev.aibridge.local.stack.Settings;
import dev.aibridge.local.stack.Stack;
import java.io.IOException;
import java.sql.SQLException;

/// `./aibridge verify`: proves on the running database that the money is right.
final class Verify {

    private Verify() {}

    static int run(Settings settings) throws StartFailed, IOException {
        Proof proof = prove(Stack.of(settings, Options.only(Member.POSTGRES), _ -> {}));
        for (Proof.Result result : proof.results()) {
            System.out.printf(
                    "%-5s %-7s %s%n",
                    result.code(), result.holds() ? "holds" : "BROKEN", result.detail());
        }
        System.out.println(proof.holds() ? "the money is right" : "the money is NOT right");
        return proof.holds() ? 0 : 1;
    }

    private static Proof prove(Stack stack) throws StartFailed {
        try {
            return stack.verify();
        } catch (SQLException e) {
            throw new StartFailed(
                    "the proof could not be made on "
                            + stack.database().url()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
