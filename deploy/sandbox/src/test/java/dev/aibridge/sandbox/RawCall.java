package dev.aibridge.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A client without an HTTP library: reads until the connection ends, however it ends.
final class RawCall {

    private static final int TIMEOUT_MS = 20_000;

    private RawCall() {}

    /// The response body without its chunk sizes.
    static byte[] post(String base, String vendor, String body) throws IOException {
        try (Socket socket = open(base, vendor, body)) {
            return withoutChunkSizes(readAll(socket.getInputStream()));
        }
    }

    /// A connection on which a chat request was sent.
    static Socket open(String base, String vendor, String body) throws IOException {
        URI uri = URI.create(base);
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(TIMEOUT_MS);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                ("POST /%s/v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json"
                                + "\r\nauthorization: Bearer sk-sandbox-%s\r\nconnection: close\r\n"
                                + "content-length: %d\r\n\r\n")
                        .formatted(vendor, vendor, bytes.length);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(bytes);
        return socket;
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (SocketException reset) {
            all.writeBytes(new byte[0]);
        }
        return all.toByteArray();
    }

    private static byte[] withoutChunkSizes(byte[] response) {
        String text = new String(response, StandardCharsets.UTF_8);
        String body = text.substring(text.indexOf("\r\n\r\n") + 2);
        return body.replaceAll("\r\n[0-9a-f]+\r\n", "").getBytes(StandardCharsets.UTF_8);
    }
}
