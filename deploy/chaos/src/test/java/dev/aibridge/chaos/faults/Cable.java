package dev.aibridge.chaos.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// TCP connections to a server that can be cut, held up and mended, and that lose answers. Of
/// several servers behind it each connection gets the next.
final class Cable implements AutoCloseable {

    private static final int BUFFER_BYTES = 16_384;

    private final ServerSocket door;
    private final List<Integer> ports;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger joined = new AtomicInteger();
    private final AtomicInteger toLose = new AtomicInteger();
    private volatile byte[] unwanted = new byte[0];
    private volatile boolean cut;
    private boolean held;

    private Cable(ServerSocket door, List<Integer> ports) {
        this.door = door;
        this.ports = ports;
    }

    /// A cable to servers of this machine; nobody needs to listen there yet.
    static Cable to(Integer... ports) {
        try {
            Cable cable =
                    new Cable(
                            new ServerSocket(0, 0, InetAddress.getLoopbackAddress()),
                            List.of(ports));
            Thread.ofVirtual().start(cable::accept);
            return cable;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where clients connect.
    int port() {
        return door.getLocalPort();
    }

    /// Resets all connections and every new one.
    void cut() {
        cut = true;
        lines.forEach(Line::reset);
    }

    /// Lets nothing through, and breaks nothing.
    synchronized void hold() {
        held = true;
    }

    /// Whole again: what was held goes on, nothing more is lost.
    synchronized void mend() {
        cut = false;
        held = false;
        toLose.set(0);
        notifyAll();
    }

    /// The next so many answers in which that text comes are lost, each with its connection: their
    /// work is done, and who asked can't know.
    void lose(String text, int times) {
        unwanted = text.getBytes(StandardCharsets.ISO_8859_1);
        toLose.set(times);
    }

    /// Answers that are still to be lost.
    int toLose() {
        return toLose.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                Thread.ofVirtual().start(() -> join(near));
            }
        } catch (IOException closed) {
            lines.forEach(Line::reset);
        }
    }

    private void join(Socket near) {
        Line line = new Line(near, new Socket());
        lines.add(line);
        int port = ports.get(Math.floorMod(joined.getAndIncrement(), ports.size()));
        try {
            line.far.connect(new InetSocketAddress(door.getInetAddress(), port));
            if (cut) {
                line.reset();
            }
            Thread.ofVirtual().start(line::carryThere);
            line.carryBack();
        } catch (IOException nobody) {
            line.reset();
        }
    }

    private synchronized void awaitFree() throws InterruptedException {
        while (held) {
            wait();
        }
    }

    private boolean isLost(byte[] bytes, int length) {
        return toLose.get() > 0
                && new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
                        .contains(new String(unwanted, StandardCharsets.ISO_8859_1))
                && toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /// No client comes in any more.
    @Override
    public void close() throws IOException {
        mend();
        door.close();
    }

    /// One connection through it.
    private final class Line {

        private final Socket near;
        private final Socket far;
        private final AtomicInteger ended = new AtomicInteger();

        Line(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void carryThere() {
            carry(near, far, false);
        }

        void carryBack() {
            carry(far, near, true);
        }

        private void carry(Socket from, Socket to, boolean isAnswer) {
            byte[] bytes = new byte[BUFFER_BYTES];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    awaitFree();
                    if (isAnswer && isLost(bytes, read)) {
                        throw new SocketException("an answer is lost");
                    }
                    out.write(bytes, 0, read);
                }
                to.shutdownOutput();
                if (ended.incrementAndGet() == 2) {
                    end();
                }
            } catch (IOException broken) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reset();
            }
        }

        /// Without the orderly end that would tell both sides that all was well.
        void reset() {
            try {
                near.setSoLinger(true, 0);
                far.setSoLinger(true, 0);
            } catch (SocketException gone) {
                // Closed already: nobody is left to be told.
            }
            end();
        }

        private void end() {
            lines.remove(this);
            try (near;
                    far) {
                // Closing is all there is to do.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
