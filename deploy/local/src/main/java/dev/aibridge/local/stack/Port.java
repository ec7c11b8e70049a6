package dev.aibridge.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Every port something listens on, with its setting and default.
public enum Port {
    GATEWAY(8080),
    GATEWAY_MANAGEMENT(9080),
    BILLING(8082),
    BILLING_MANAGEMENT(9082),
    SANDBOX(8090),
    POSTGRES(5455),
    REDIS(6390);

    private final int standard;

    Port(int standard) {
        this.standard = standard;
    }

    /// The environment variable that changes it: `AIBRIDGE_GATEWAY_PORT`.
    public String setting() {
        return "AIBRIDGE_" + name() + "_PORT";
    }

    /// Where it listens unless told otherwise.
    public int standard() {
        return standard;
    }

    /// Whether nobody listens on a port of this machine.
    static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException _) {
            // Not ours to have is the answer we came for.
            return false;
        }
    }

    /// A port nobody listens on at this moment.
    static int anyFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
