// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A port at which nobody is who could help: it takes every connection, and says one thing, or nothing. */
final class DeadEnd implements AutoCloseable {
    private final ServerSocket door;
    private final String greeting;
    private final Queue<Socket> guests = new ConcurrentLinkedQueue<>();

    private DeadEnd(String greeting) {
        this.greeting = greeting;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread porter = new Thread(this::receive, "dead-end");
        porter.setDaemon(true);
        porter.start();
    }

    static DeadEnd silent() {
        return new DeadEnd("");
    }

    static DeadEnd greeting(String text) {
        return new DeadEnd(text);
    }

    /** Nothing listens here any more. */
    static DeadEnd gone() {
        DeadEnd gone = silent();
        gone.close();
        return gone;
    }

    private void receive() {
        try {
            while (true) {
                Socket guest = door.accept();
                guests.add(guest);
                guest.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                guest.getOutputStream().flush();
            }
        } catch (IOException closed) {
            guests.forEach(DeadEnd::close);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /** So many connections were made. */
    int connections() {
        return guests.size();
    }

    /** The first byte that the first guest said. */
    int firstByte() throws IOException {
        return guests.element().getInputStream().read();
    }

    private static void close(Socket guest) {
        try {
            guest.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        guests.forEach(DeadEnd::close);
    }
}
