// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * What each answer means, and what it means that there is none: total over every status and every way in which a line can
 * break. Only the meaning leaves this class, never the text, which can contain the Data Import Key.
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

    /**
     * What it means that there is no answer, or half of one.
     *
     * @param line how the line broke
     */
    public static BrazeException missing(IOException line) {
        if (line instanceof UnknownHostException) {
            return new BrazeException.WrongInstance("the host is unknown");
        }
        if (line instanceof SSLPeerUnverifiedException || isForAnotherName(line)) {
            return new BrazeException.WrongInstance("the host shows a certificate for another name");
        }
        if (line instanceof SSLHandshakeException
                && cause(line, GeneralSecurityException.class).isPresent()) {
            return new BrazeException.Untrusted();
        }
        if (line instanceof ConnectException || line instanceof NoRouteToHostException) {
            return new BrazeException.Unavailable("no connection: nobody listens there", true);
        }
        if (line instanceof ConnectTimeoutException || line instanceof ConnectionRequestTimeoutException) {
            return new BrazeException.Unavailable("no connection in time", true);
        }
        return new BrazeException.Unavailable(
                line instanceof InterruptedIOException
                        ? "no answer in time"
                        : "the line broke before the answer was complete ("
                                + line.getClass().getSimpleName() + ")",
                false);
    }

    /** Where Java itself compares the name; else the HTTP client does. */
    private static boolean isForAnotherName(IOException line) {
        return cause(line, CertificateException.class)
                .map(Throwable::getMessage)
                .filter(text -> text.matches("(?s)No (subject alternative|name matching).*"))
                .isPresent();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .limit(20)
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((outer, inner) -> inner);
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
