// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line between the program and Braze's stand-in: passes every byte on, and keeps what the program said. */
final class Line implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)\r\n");

    private final ServerSocket here = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final Queue<ByteArrayOutputStream> said = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final URI braze;
    private volatile byte[] instead;

    Line(URI braze) throws IOException {
        this.braze = braze;
        daemon(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + here.getLocalPort());
    }

    /** Answers these bytes to all that is said from now on, and hangs up; null: passes it on again. */
    void answerInstead(String bytes) {
        instead = bytes == null ? null : bytes.getBytes(StandardCharsets.UTF_8);
    }

    private void accept() throws IOException {
        while (true) {
            Socket caller = keep(here.accept());
            Socket called = keep(new Socket(braze.getHost(), braze.getPort()));
            daemon(() -> pass(caller, called));
            daemon(() -> {
                try (caller;
                        called) {
                    called.getInputStream().transferTo(caller.getOutputStream());
                }
            });
        }
    }

    private Socket keep(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private void pass(Socket caller, Socket called) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        said.add(kept);
        byte[] bytes = new byte[1 << Short.SIZE];
        try (caller;
                called) {
            for (int n = caller.getInputStream().read(bytes);
                    n >= 0;
                    n = caller.getInputStream().read(bytes)) {
                kept.write(bytes, 0, n);
                byte[] answer = instead;
                if (answer != null) {
                    caller.getOutputStream().write(answer);
                    return;
                }
                called.getOutputStream().write(bytes, 0, n);
            }
        }
    }

    /** The first line and the headers of each request. */
    List<String> heads() {
        List<String> heads = new ArrayList<>();
        for (ByteArrayOutputStream each : said) {
            String text = each.toString(StandardCharsets.ISO_8859_1);
            for (int from = 0, end; (end = text.indexOf("\r\n\r\n", from)) >= 0; ) {
                String head = text.substring(from, end + 2);
                heads.add(head);
                Matcher length = LENGTH.matcher(head);
                if (!length.find()) {
                    throw new IllegalStateException("a request without a length: " + head);
                }
                from = end + 4 + Integer.parseInt(length.group(1));
            }
        }
        return heads;
    }

    /** Work that a closed socket ends. */
    private interface Talk {
        void go() throws IOException;
    }

    private static void daemon(Talk talk) {
        Thread thread = new Thread(
                () -> {
                    try {
                        talk.go();
                    } catch (IOException hungUp) {
                        // Whoever hung up was heard by the other side.
                        return;
                    }
                },
                "line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            here.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
