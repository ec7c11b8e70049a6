package dev.aibridge.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/// A process in the place of an application: healthy at once, and as stubborn as a test wants.
///
/// It is the application whose folder its jar lies in. `STAND_IN_GATEWAY=stubborn` lets the gateway
/// never end when asked; `broken` lets it end while it starts. It answers every request with its
/// own environment.
public final class StandIn {

    private StandIn() {}

    /// Listens on all ports of the application it stands in for.
    public static void main(String[] args) throws IOException {
        String application = application(System.getProperty("java.class.path"));
        switch (System.getenv().getOrDefault("STAND_IN_" + application, "")) {
            case "broken" -> {
                System.err.println("stand-in: the flux capacitor is empty");
                System.exit(7);
            }
            case "stubborn" -> Runtime.getRuntime().addShutdownHook(new Thread(StandIn::neverEnd));
            default -> {}
        }
        listen("AIBRIDGE_" + application + "_PORT");
        listen("AIBRIDGE_" + application + "_MANAGEMENT_PORT");
    }

    private static String application(String jar) {
        for (String name : new String[] {"sandbox", "billing", "gateway", "portal"}) {
            if (jar.contains("/" + name + "/target/")) {
                return name.toUpperCase(Locale.ROOT);
            }
        }
        throw new IllegalArgumentException("whose place is " + jar + "?");
    }

    private static void listen(String setting) throws IOException {
        Optional<String> port = Optional.ofNullable(System.getenv(setting));
        if (port.isEmpty()) {
            return;
        }
        InetSocketAddress address =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(port.get()));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext(
                "/",
                exchange -> {
                    StringBuilder env = new StringBuilder();
                    new TreeMap<>(System.getenv())
                            .forEach((k, v) -> env.append(k).append('=').append(v).append('\n'));
                    byte[] body = env.toString().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    private static void neverEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
