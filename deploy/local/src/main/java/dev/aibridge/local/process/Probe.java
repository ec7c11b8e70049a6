package dev.aibridge.local.process;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// One question whose answer shows that a process does its work.
///
/// `http` asks for a 200, `redis` for a `PONG`, `postgresql` for the begin of a sign-in (a server
/// that still recovers answers with an error instead).
///
/// @param address where to ask; the scheme says how
public record Probe(URI address) {

    private static final int TIMEOUT_MS = 1_000;

    /// Version 3.0 of PostgreSQL's protocol, see its "Message Formats".
    private static final int POSTGRES_PROTOCOL = 196_608;

    /// Refuses an address nobody knows how to ask.
    public Probe {
        switch (address.getScheme()) {
            case "http", "redis", "postgresql" -> {}
            default -> throw new IllegalArgumentException("no probe for " + address);
        }
    }

    /// A probe of an address.
    public static Probe of(String address) {
        return new Probe(URI.create(address));
    }

    /// Asks once, waiting a second at most.
    public boolean answers() {
        try {
            return switch (address.getScheme()) {
                case "http" -> http();
                case "redis" -> redis();
                default -> postgres();
            };
        } catch (IOException _) {
            // Not reachable is an answer here: not yet, or no longer.
            return false;
        }
    }

    private boolean http() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
            connection.disconnect();
        }
    }

    private boolean redis() throws IOException {
        try (Socket socket = connect(6379)) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readNBytes(5), StandardCharsets.US_ASCII);
            return answer.equals("+PONG") || answer.equals("-NOAU");
        }
    }

    private boolean postgres() throws IOException {
        byte[] names = "user\0aibridge\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = connect(5432)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(2 * Integer.BYTES + names.length);
            out.writeInt(POSTGRES_PROTOCOL);
            out.write(names);
            out.flush();
            return socket.getInputStream().read() == 'R';
        }
    }

    private Socket connect(int defaultPort) throws IOException {
        int port = address.getPort() < 0 ? defaultPort : address.getPort();
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(address.getHost(), port), TIMEOUT_MS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
