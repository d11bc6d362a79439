// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The JDK's HTTP server on 127.0.0.1 and nowhere else, with daemon threads. */
final class LoopbackServer implements AutoCloseable {
    /** Twice what a client has in flight, so that a held request does not stand in the way of the others. */
    private static final int THREADS = 64;

    static {
        // Read once, when the server's classes are loaded. Without it each answer takes 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> daemon(work, "sandbox"));

    /** @param port 0 = any free one */
    LoopbackServer(int port) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
    }

    void start(HttpHandler handler) {
        server.createContext("/", handler);
        // The server's own thread is a daemon only if a daemon started it.
        Thread starter = daemon(server::start, "sandbox-start");
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
