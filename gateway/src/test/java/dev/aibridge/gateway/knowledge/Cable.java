package dev.aibridge.gateway.knowledge;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A TCP connection that can be cut and mended: stands between a client and a server.
public final class Cable implements AutoCloseable {

    private final NetServer server;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    public Cable(Vertx vertx, String host, int port) {
        NetClient client = vertx.createNetClient();
        server = vertx.createNetServer().connectHandler(near -> join(client, near, host, port));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    private void join(NetClient client, NetSocket near, String host, int port) {
        if (cut) {
            near.close();
            return;
        }
        near.pause();
        client.connect(port, host)
                .onSuccess(
                        far -> {
                            open.add(near);
                            open.add(far);
                            near.pipeTo(far);
                            far.pipeTo(near);
                        })
                .onFailure(failure -> near.close());
    }

    public int port() {
        return server.actualPort();
    }

    /// Ends all connections and refuses new ones.
    public void cut() {
        cut = true;
        open.forEach(NetSocket::close);
        open.clear();
    }

    public void mend() {
        cut = false;
    }

    @Override
    public void close() {
        cut();
        server.close();
    }
}
