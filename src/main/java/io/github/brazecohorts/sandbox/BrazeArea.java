// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The paths of Braze. The sandbox's own: 404 for other paths, 405 for other methods, and the order: size, rate limit,
 * scripted fault, then what is wrong with the request.
 */
final class BrazeArea {
    private final Calls calls;
    private final RequestWindow window;
    private final RequestLedger ledger;
    private final Clock clock;

    BrazeArea(Calls calls, RequestWindow window, RequestLedger ledger, Clock clock) {
        this.calls = calls;
        this.window = window;
        this.ledger = ledger;
        this.clock = clock;
    }

    void handle(HttpExchange exchange) throws IOException {
        Instant at = clock.instant();
        Optional<byte[]> body = Wire.body(exchange);
        Optional<Endpoint.Target> target = Endpoint.at(exchange.getRequestURI().getPath());
        Answer answer;
        if (target.isEmpty()) {
            answer = noted(at, "other", null, Answer.message(404, "Not found"));
        } else if (!exchange.getRequestMethod().equals("POST")) {
            Answer refusal = Answer.message(405, "Method not allowed").with(Map.of("Allow", "POST"));
            answer = noted(at, target.get().endpoint().word(), null, refusal);
        } else if (body.isEmpty()) {
            Answer refusal = Answer.message(413, "The request body is larger than 4 MB");
            answer = noted(at, target.get().endpoint().word(), null, refusal);
        } else {
            String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
            Call call = Call.read(target.get(), contentType, body.get());
            answer = window.enter().orElseGet(() -> calls.answer(call));
            noted(at, call.endpoint().word(), call, answer);
        }
        Wire.send(exchange, answer);
    }

    private Answer noted(Instant at, String path, Call call, Answer answer) {
        ledger.note(new RequestReport.Entry(
                at.toString(),
                path,
                call == null ? null : call.cohortId(),
                answer.status(),
                call == null ? 0 : call.touched().size(),
                call == null ? "none" : call.touched().operation()));
        return answer;
    }
}
