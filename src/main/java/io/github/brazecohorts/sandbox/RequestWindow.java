// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * The limit of requests in a sliding window. Whether Braze counts clock hours or a window, and whether a refused
 * request counts, is not said: the sandbox slides, and counts the accepted ones only.
 */
final class RequestWindow {
    private final Integer limit;
    private final Duration length;
    private final Clock clock;
    private final Deque<Instant> arrivals = new ArrayDeque<>();

    /** @param limit null = none */
    RequestWindow(Integer limit, Duration length, Clock clock) {
        this.limit = limit;
        this.length = length;
        this.clock = clock;
    }

    /** Lets a request in, or answers with 429 and the headers that Braze's rate-limit pages describe. */
    synchronized Optional<Answer> enter() {
        if (limit == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        while (!arrivals.isEmpty() && !arrivals.peek().plus(length).isAfter(now)) {
            arrivals.remove();
        }
        if (arrivals.size() >= limit) {
            return Optional.of(refusal(now, arrivals.isEmpty() ? now : arrivals.peek()));
        }
        arrivals.add(now);
        return Optional.empty();
    }

    private Answer refusal(Instant now, Instant oldest) {
        Instant free = oldest.plus(length);
        long seconds = Duration.between(now, free).plusMillis(999).toSeconds();
        return Answer.message(429, "Too many requests")
                .with(Map.of(
                        "X-RateLimit-Limit", limit.toString(),
                        "X-RateLimit-Remaining", "0",
                        "X-RateLimit-Reset", Long.toString(free.plusMillis(999).getEpochSecond()),
                        "X-RateLimit-Retry-After", Long.toString(seconds)));
    }
}
