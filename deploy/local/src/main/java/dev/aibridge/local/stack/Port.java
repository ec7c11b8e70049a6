package dev.aibridge.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Every port something listens on, with its setting and default.
public enum Port {
    GATEWAY(Member.GATEWAY, 8080),
    GATEWAY_MANAGEMENT(Member.GATEWAY, 9080),
    PORTAL(Member.PORTAL, 8081),
    PORTAL_MANAGEMENT(Member.PORTAL, 9081),
    BILLING(Member.BILLING, 8082),
    BILLING_MANAGEMENT(Member.BILLING, 9082),
    /// Where the vendors are played.
    SANDBOX(Member.SANDBOX, 8090),
    /// Where Stripe is played.
    STRIPE(Member.SANDBOX, 8091),
    /// The page with the mails that were sent.
    MAIL(Member.SANDBOX, 8092),
    /// Where mails are sent to.
    SMTP(Member.SANDBOX, 8093),
    KEYCLOAK(Member.KEYCLOAK, 8180),
    KEYCLOAK_MANAGEMENT(Member.KEYCLOAK, 9180),
    POSTGRES(Member.POSTGRES, 5455),
    REDIS(Member.REDIS, 6390);

    private static final int FIRST_TEST_PORT = 20_000;
    private static final int TEST_PORTS = 12_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(TEST_PORTS));

    private final Member member;
    private final int standard;

    Port(Member member, int standard) {
        this.member = member;
        this.standard = standard;
    }

    /// The environment variable that changes it: `AIBRIDGE_GATEWAY_PORT`.
    public String setting() {
        return "AIBRIDGE_" + name() + "_PORT";
    }

    /// Whose process listens there.
    Member member() {
        return member;
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

    /// A port nobody listens on at this moment, and not the same again for the next thousands of
    /// calls.
    ///
    /// From below the range that systems give to outgoing connections, so that none of those takes
    /// it before whoever asked listens.
    ///
    /// @throws IllegalStateException when all of them are taken
    public static int anyFree() {
        String here = InetAddress.getLoopbackAddress().getHostAddress();
        for (int tries = 0; tries < TEST_PORTS; tries++) {
            int port = FIRST_TEST_PORT + Math.floorMod(NEXT.getAndIncrement(), TEST_PORTS);
            if (isFree(here, port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }
}
