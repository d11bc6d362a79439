// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads and answers on the JDK's server. */
final class Wire {
    /** Braze's limit of a body, read as: 4,000,000 bytes, the smaller of the two things that "4 MB" may mean. */
    static final int MOST_BYTES = 4_000_000;

    private Wire() {}

    /** The body, or empty where it is larger than the limit; read to its end either way, so that an answer arrives. */
    static Optional<byte[]> body(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(MOST_BYTES + 1);
        if (body.length <= MOST_BYTES) {
            return Optional.of(body);
        }
        in.transferTo(OutputStream.nullOutputStream());
        return Optional.empty();
    }

    /** Answers, or closes the connection where there is no answer. */
    static void send(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            if (answer.status() == 0) {
                return;
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            boolean isBare = body.length == 0 || isBare(exchange, answer.status());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), isBare ? -1 : body.length);
            if (!isBare) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** Where HTTP allows no body. */
    private static boolean isBare(HttpExchange exchange, int status) {
        return status == 204 || status == 304 || exchange.getRequestMethod().equals("HEAD");
    }
}
