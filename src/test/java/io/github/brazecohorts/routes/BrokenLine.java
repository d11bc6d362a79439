// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A line to the stand-in on raw sockets, which breaks as it is told. It is told request by request: what is scripted first
 * meets the first one; a request that nothing meets is passed on.
 */
final class BrokenLine implements AutoCloseable {
    /** What happens to a request of which the first byte has come in. */
    @FunctionalInterface
    interface Break {
        void happen(LineRequest request) throws IOException;
    }

    private final URI behind;
    private final InetSocketAddress address;
    private final Deque<Break> script = new ConcurrentLinkedDeque<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Break always = LineRequest::pass;
    private final Socket reserved = new Socket();
    private ServerSocket server;
    private Thread accepting;

    BrokenLine(URI behind) {
        this.behind = behind;
        try {
            server = listen(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = (InetSocketAddress) server.getLocalSocketAddress();
    }

    private ServerSocket listen(InetSocketAddress at) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(at);
        accepting = daemon(() -> accept(listening));
        return listening;
    }

    /** Nobody listens any more; the port stays taken, so that nobody else does. */
    void down() throws IOException, InterruptedException {
        server.close();
        // A closed server gives its port up when nobody waits for a connection any more.
        accepting.join();
        open.forEach(BrokenLine::close);
        reserved.setReuseAddress(true);
        reserved.bind(address);
    }

    /** Somebody listens again. */
    void up() throws IOException {
        reserved.close();
        server = listen(address);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    /** Each of these happens to one request, in their order. */
    void breaks(Break... once) {
        script.addAll(Arrays.asList(once));
    }

    /** This happens to every request that nothing else is scripted for. */
    void alwaysBreaks(Break each) {
        always = each;
    }

    /** From now on every request is passed on. */
    void heal() {
        script.clear();
        always = LineRequest::pass;
    }

    int connections() {
        return connections.get();
    }

    /** Requests of which at least a byte came in. */
    int requests() {
        return requests.get();
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                open.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (SocketException closed) {
            // The line is down.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed() && isThere(in)) {
                requests.incrementAndGet();
                next().happen(new LineRequest(socket, in, behind));
            }
        } catch (IOException broken) {
            // The client went away, as it does where a line is broken.
        } finally {
            open.remove(socket);
        }
    }

    private Break next() {
        Break scripted = script.poll();
        return scripted != null ? scripted : always;
    }

    private static boolean isThere(InputStream in) throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first >= 0;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "broken-line");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        try {
            reserved.close();
            server.close();
            open.forEach(BrokenLine::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
