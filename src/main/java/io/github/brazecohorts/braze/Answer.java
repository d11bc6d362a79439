// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What each answer means: total over every status. Only the meaning leaves this class, never the text, which can contain
 * the Data Import Key.
 */
public final class Answer {
    /** A longer wait than this ends the run. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /** An object with something behind it is not Braze's answer. */
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Answer() {}

    /**
     * Returns if the request was accepted: a 2xx with an empty body, or with a JSON object that has no errors.
     *
     * @param status the HTTP status
     * @param header looks up a header of the answer by its name in any case; answers null where it is missing
     * @param body the beginning of the answer's body
     * @param now for waits that are named as points in time
     * @throws BrazeException what else it means
     */
    public static void check(int status, Function<String, String> header, String body, Instant now)
            throws BrazeException {
        switch (status) {
            case 400, 413 -> throw new BrazeException.Rejected(status);
            case 401 ->
                throw body.contains("Partner not enabled")
                        ? new BrazeException.PartnerNotEnabled()
                        : new BrazeException.KeyRefused();
            case 408, 425, 423, 429 ->
                throw patient(status, status == 423 || status == 429, Waits.named(status, header, now));
            default -> {
                if (status >= 500) {
                    throw patient(status, false, Waits.named(status, header, now));
                }
                checkSuccess(status, body);
            }
        }
    }

    private static BrazeException patient(int status, boolean surelyNotApplied, Optional<Duration> wait) {
        if (wait.isPresent() && wait.get().compareTo(LONGEST_WAIT) > 0) {
            return new BrazeException.LongWait(status, surelyNotApplied, wait.get());
        }
        return surelyNotApplied ? new BrazeException.Busy(status, wait) : new BrazeException.Unavailable(status, wait);
    }

    private static void checkSuccess(int status, String body) throws BrazeException.Unexpected {
        if (status >= 400) {
            throw new BrazeException.Unexpected(status, "not an answer of Braze's cohort endpoints", true);
        }
        if (status < 200 || status >= 300) {
            throw new BrazeException.Unexpected(status, "a redirect is never followed with the keys", false);
        }
        if (!body.isBlank()) {
            checkIsOurs(status, body);
        }
    }

    private static void checkIsOurs(int status, String body) throws BrazeException.Unexpected {
        JsonNode json = parse(body);
        if (json == null || !json.isObject()) {
            throw new BrazeException.Unexpected(status, "not a JSON object, so something else answered", false);
        }
        JsonNode errors = json.get("errors");
        if (errors != null && !errors.isNull() && !isEmpty(errors)) {
            throw new BrazeException.Unexpected(status, "accepted with errors", false);
        }
    }

    private static boolean isEmpty(JsonNode errors) {
        return errors.isContainerNode() ? errors.isEmpty() : errors.asText().isEmpty();
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}
