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
        Optional<Answer> refusal = refusal(target.isPresent(), exchange.getRequestMethod(), body.isPresent());
        if (refusal.isPresent()) {
            String path = target.map(each -> each.endpoint().word()).orElse("other");
            ledger.note(new RequestReport.Entry(
                    at.toString(), path, null, refusal.get().status(), 0, "none"));
            Wire.send(exchange, refusal.get());
            return;
        }
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        Call call = Call.read(target.orElseThrow(), contentType, body.orElseThrow());
        Answer answer = window.enter().orElseGet(() -> calls.answer(call));
        // Noted before it leaves: whoever has the answer finds the request counted.
        ledger.note(entry(at, call, answer));
        Wire.send(exchange, answer);
    }

    private static Optional<Answer> refusal(boolean isKnown, String method, boolean fits) {
        if (!isKnown) {
            return Optional.of(Answer.message(404, "Not found"));
        }
        if (!method.equals("POST")) {
            return Optional.of(Answer.message(405, "Method not allowed").with(Map.of("Allow", "POST")));
        }
        return fits ? Optional.empty() : Optional.of(Answer.message(413, "The request body is larger than 4 MB"));
    }

    private static RequestReport.Entry entry(Instant at, Call call, Answer answer) {
        return new RequestReport.Entry(
                at.toString(),
                call.endpoint().word(),
                call.cohortId(),
                answer.status(),
                call.touched().size(),
                call.touched().operation());
    }
}
