package dev.aibridge.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortTest {

    @Test
    void portsForTestsAreNeverTheSame() throws Exception {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            assertThat(given.add(Port.anyFree())).isTrue();
        }
    }

    @Test
    void aPortThatIsTakenIsNotGiven() throws Exception {
        int next = Port.anyFree() + 1;
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket taken = new ServerSocket(next, 1, here)) {
            assertThat(Port.anyFree()).isNotEqualTo(taken.getLocalPort());
        }
    }
}
