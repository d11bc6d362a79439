// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A web server that keeps what is posted to it. It answers 200, or first what it is told to. */
final class Inbox implements AutoCloseable {
    /** A part of the address, as secret as that of Slack's webhooks. */
    static final String SECRET = "T0SECRET/B0SECRET/secret";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One request. */
    record Message(String method, String uri, Headers headers, JsonNode json) {}

    private final HttpServer server;
    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    Inbox(Integer... answers) {
        this.answers.addAll(List.of(answers));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange request) throws IOException {
        try (request) {
            messages.add(new Message(
                    request.getRequestMethod(),
                    request.getRequestURI().toString(),
                    request.getRequestHeaders(),
                    JSON.readTree(request.getRequestBody())));
            Integer told = answers.poll();
            if (told != null && told / 100 == 3) {
                request.getResponseHeaders().set("Location", "/elsewhere");
            }
            request.sendResponseHeaders(told == null ? 200 : told, -1);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address() {
        return address(port());
    }

    /** The address of a webhook at a port of this machine. */
    static String address(int port) {
        return "http://127.0.0.1:" + port + "/services/" + SECRET + "?key=a%20b";
    }

    /** What came, in its order. */
    List<Message> messages() {
        return List.copyOf(messages);
    }

    /** The one that came. */
    Message message() {
        if (messages.size() != 1) {
            throw new AssertionError(messages.size() + " messages came: " + messages);
        }
        return messages.peek();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
