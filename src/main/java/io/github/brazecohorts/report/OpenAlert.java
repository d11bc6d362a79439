// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;

/**
 * An alert whose cause lasts.
 *
 * @param told when people were told last, ISO-8601 in UTC
 * @param seen when it was raised last, ISO-8601 in UTC
 * @param by the NAME of the audience whose run raised it last
 */
public record OpenAlert(Alert alert, String told, String seen, String by) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How long it is before people are told once more. */
    static final Duration REPEAT = Duration.ofHours(4);

    /** One that is raised now, and told. */
    static OpenAlert now(Alert alert, String by, Instant now) {
        return new OpenAlert(alert.since(now), now.toString(), now.toString(), by);
    }

    /** The same cause in its present words, which are told only if it is time again. */
    OpenAlert again(Alert present, String newly, Instant now) {
        return new OpenAlert(present.since(since()), isDue(now) ? now.toString() : told, now.toString(), newly);
    }

    /** Whether it was not raised any more since then: what began later is evidence against it. */
    public boolean isOlderThan(Instant begin) {
        return Instant.parse(seen).isBefore(begin);
    }

    /** Whether people are to be told once more. */
    boolean isDue(Instant now) {
        return Duration.between(Instant.parse(told), now).compareTo(REPEAT) >= 0;
    }

    Instant since() {
        return Instant.parse(alert.since());
    }

    /** As JSON text, in one line. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alert is always JSON", e);
        }
    }

    /** Reads what {@link #json()} wrote. */
    public static OpenAlert parse(String json) {
        try {
            return JSON.readValue(json, OpenAlert.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an alert: " + e.getOriginalMessage());
        }
    }
}
