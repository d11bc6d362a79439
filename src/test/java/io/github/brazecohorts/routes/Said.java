// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import io.github.brazecohorts.sandbox.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Something that Braze, or whatever stands in its place, may say.
 *
 * @param everywhere whether it is played at every place and however often, also in the quick tests: one of each kind
 * @param meaning the row of {@link Ending} that it belongs to
 * @param applied whether it is done all the same
 */
record Said(boolean everywhere, String meaning, int status, String header, String body, boolean applied) {
    /** By hand from Braze's facts, and from what proxies and gateways are known to say; with a star, everywhere. */
    private static final String ANSWERS = """
              accepted    | 200 |                                   | {"message":"success"}
              accepted    | 200 |                                   |
              accepted    | 200 |                                   | {"message":"success","errors":[]}
              accepted    | 201 |                                   | {"message":"success"}
              accepted    | 202 |                                   | {"message":"queued"}
              accepted    | 204 |                                   |
              accepted    | 206 |                                   | {}
              unexpected  | 200 |                                   | {"message":"success","errors":["unknown"]}
              unexpected  | 200 | Content-Type: text/html           | <html>Sign in to the network</html>
              unexpected  | 200 |                                   | [{"message":"success"}]
              unexpected  | 200 |                                   | {"message":"succ
              unexpected  | 301 | Location: http://127.0.0.1:1/     |
              unexpected  | 302 | Location: http://127.0.0.1:1/     |
              unexpected  | 303 | Location: http://127.0.0.1:1/     |
              unexpected  | 304 |                                   |
            * unexpected  | 307 | Location: http://127.0.0.1:1/     |
              unexpected  | 308 | Location: http://127.0.0.1:1/     |
            * rejected    | 400 |                                   | {"message":"cohort_changes must be an array of objects"}
            * too-large   | 413 |                                   |
            * key-refused | 401 |                                   | {"message":"Invalid Partner API key"}
              key-refused | 401 |                                   | {"message":"Invalid client secret"}
              key-refused | 401 |                                   | {"message":"Unauthorized access"}
              key-refused | 401 | WWW-Authenticate: Basic           |
              not-enabled | 401 |                                   | {"message":"Partner not enabled for client with client secret: x"}
              unexpected  | 402 |                                   |
              unexpected  | 403 |                                   | {"message":"Forbidden"}
            * unexpected  | 404 |                                   | {"message":"Not found"}
              unexpected  | 405 | Allow: GET                        |
              unexpected  | 407 | Proxy-Authenticate: Basic         |
              unexpected  | 409 |                                   |
              unexpected  | 410 |                                   |
              unexpected  | 415 |                                   |
              unexpected  | 422 |                                   |
              unexpected  | 451 |                                   |
            * busy        | 423 |                                   | {"message":"Resource locked"}
              busy        | 429 |                                   |
              busy        | 429 | Retry-After: 1                    |
              busy        | 429 | Retry-After: {date}               |
              busy        | 429 | X-RateLimit-Reset: {epoch}        |
              busy        | 429 | X-RateLimit-Retry-After: 1        |
              long-wait   | 429 | Retry-After: 901                  |
              long-wait   | 423 | X-RateLimit-Retry-After: 3600     |
              long-wait   | 503 | Retry-After: 86400                |
              unavailable | 408 |                                   |
              unavailable | 425 |                                   |
              unavailable | 500 |                                   | {"message":"Internal error"}
              unavailable | 501 |                                   |
              unavailable | 502 | Content-Type: text/html           | <html>Bad gateway</html>
              unavailable | 503 |                                   |
              unavailable | 503 | Retry-After: 1                    |
            * unavailable | 504 |                                   | | applied
              unavailable | 520 |                                   |
              unavailable | 529 |                                   |
              unavailable | 599 |                                   |
            """;

    /** How far the points in time lie ahead that an answer names; one of them is in whole seconds. */
    private static final Duration AHEAD = Duration.ofSeconds(2);

    static List<Said> all() {
        return ANSWERS.lines().map(Said::parse).toList();
    }

    private static Said parse(String line) {
        String[] cells = Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
        return new Said(
                line.startsWith("*"),
                cells[0].replace("* ", ""),
                Integer.parseInt(cells[1]),
                cells[2],
                cells[3],
                cells.length > 4);
    }

    /** Every status that an HTTP server can end a request with, each without a body. */
    static List<Said> everyStatus() {
        return IntStream.rangeClosed(200, 599)
                .mapToObj(status -> new Said(true, Ending.meaning(status), status, "", "", false))
                .toList();
    }

    /** Whether it names a wait that a run sits out. */
    boolean isWait() {
        return header.matches("(?i)(X-RateLimit-|Retry-After).*") && !isLongWait();
    }

    /** Whether it names a wait that ends a run, and keeps the schedule from sending. */
    boolean isLongWait() {
        return meaning.equals("long-wait");
    }

    /** As the stand-in says it. Only what is accepted is done, unless this says otherwise. */
    Fault fault() {
        Fault fault = Fault.answer(status, headers(), body);
        return applied || meaning.equals("accepted") ? fault.applied() : fault;
    }

    private Map<String, String> headers() {
        if (header.isEmpty()) {
            return Map.of();
        }
        Instant until = Instant.now().plus(AHEAD);
        String[] parts = header.split(": ", 2);
        return Map.of(
                parts[0],
                parts[1].replace("{epoch}", Long.toString(until.getEpochSecond()))
                        .replace(
                                "{date}", DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC))));
    }

    @Override
    public String toString() {
        return Stream.of(Integer.toString(status), header, body, applied ? "applied" : "")
                .filter(part -> !part.isEmpty())
                .reduce((left, right) -> left + ' ' + right)
                .orElseThrow();
    }
}
