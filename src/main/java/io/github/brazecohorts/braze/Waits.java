// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How long the server asks us to wait. Braze's rate-limit pages describe {@code X-RateLimit-Reset} (epoch seconds, UTC)
 * and, on newer APIs, {@code X-RateLimit-Retry-After} (seconds); {@code Retry-After} (seconds or an HTTP date) is the
 * standard's. None is promised; the longest that is there counts. {@code X-RateLimit-Reset} says when the present
 * window ends, and may stand on any answer: it is a wait only where the window is used up, on a 429 or with
 * {@code X-RateLimit-Remaining: 0}.
 */
final class Waits {
    private Waits() {}

    static Optional<Duration> named(int status, Function<String, String> header, Instant now) {
        boolean usedUp = status == 429 || "0".equals(header.apply("X-RateLimit-Remaining"));
        return Stream.of(
                        seconds(header.apply("Retry-After")),
                        date(header.apply("Retry-After"), now),
                        seconds(header.apply("X-RateLimit-Retry-After")),
                        usedUp ? reset(header.apply("X-RateLimit-Reset"), now) : Optional.<Duration>empty())
                .flatMap(Optional::stream)
                .filter(wait -> wait.compareTo(Duration.ZERO) > 0)
                .max(Duration::compareTo);
    }

    private static Optional<Duration> seconds(String value) {
        return number(value).map(Duration::ofSeconds);
    }

    private static Optional<Duration> reset(String value, Instant now) {
        return number(value).map(epoch -> Duration.between(now, Instant.ofEpochSecond(epoch)));
    }

    private static Optional<Long> number(String value) {
        return value != null && value.strip().matches("\\d{1,10}")
                ? Optional.of(Long.parseLong(value.strip()))
                : Optional.empty();
    }

    private static Optional<Duration> date(String value, Instant now) {
        if (value == null || number(value).isPresent()) {
            return Optional.empty();
        }
        try {
            Instant until = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, until));
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }
}
