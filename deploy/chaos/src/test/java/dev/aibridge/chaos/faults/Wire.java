package dev.aibridge.chaos.faults;

import dev.aibridge.local.database.Customer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// One request on a connection of its own, byte by byte: a client that can leave or dawdle at any
/// place.
final class Wire implements Closeable {

    private static final int PATIENCE_MS = 30_000;

    /// Far less than an answer: what a client does not read soon waits at the gateway.
    private static final int SMALL_WINDOW_BYTES = 8_192;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    private Wire(String gateway) throws IOException {
        URI base = URI.create(gateway);
        socket.setReceiveBufferSize(SMALL_WINDOW_BYTES);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
        in = socket.getInputStream();
    }

    /// Sends a request for an answer.
    static Wire ask(String gateway, Customer customer, Ask ask) throws IOException {
        byte[] body = ask.body().getBytes(StandardCharsets.UTF_8);
        String head =
                """
                POST /v1/chat/completions HTTP/1.1
                host: gateway
                authorization: Bearer %s
                content-type: application/json
                content-length: %d
                connection: close

                """
                        .formatted(customer.key().secret(), body.length);
        return new Wire(gateway).send(head, body);
    }

    /// Asks whether the gateway is well.
    static Wire health(String gateway) throws IOException {
        String head = "GET /health HTTP/1.1\nhost: gateway\nconnection: close\n\n";
        return new Wire(gateway).send(head, new byte[0]);
    }

    private Wire send(String head, byte[] body) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        socket.getOutputStream().write(request.toByteArray());
        return this;
    }

    /// Reads on until a text has come so often.
    ///
    /// @throws IOException also when the answer ends before
    void readUntil(String text, int times) throws IOException {
        while (count(text) < times) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended before " + text + ": " + got());
            }
            read.write(next);
        }
    }

    /// Reads to the end.
    void readAll() throws IOException {
        in.transferTo(read);
    }

    /// All that was read, head and chunk sizes too.
    String got() {
        return read.toString(StandardCharsets.UTF_8);
    }

    private int count(String text) {
        String all = got();
        int count = 0;
        for (int at = all.indexOf(text); at >= 0; at = all.indexOf(text, at + 1)) {
            count++;
        }
        return count;
    }

    /// Leaves: the other side sees the connection close.
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
