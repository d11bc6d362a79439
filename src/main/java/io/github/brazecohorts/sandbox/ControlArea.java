// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a test or a curious person asks the sandbox, and what Braze does not have: {@code GET /sandbox/cohorts}
 * ({@code ?members=true}, {@code ?cohort_id=...}), {@code GET /sandbox/requests}, {@code POST} and
 * {@code DELETE /sandbox/faults}, {@code POST /sandbox/profiles} (an array of ids, or {@code null} for everybody).
 */
final class ControlArea {
    private final Workspace workspace;
    private final Profiles profiles;
    private final FaultScript faults;
    private final RequestLedger ledger;
    private final InFlight inFlight;

    private interface Action {
        Answer run(HttpExchange exchange) throws IOException;
    }

    private final Map<String, Map<String, Action>> actions = Map.of(
            "/sandbox/cohorts", Map.of("GET", this::cohorts),
            "/sandbox/requests", Map.of("GET", exchange -> Answer.json(requests())),
            "/sandbox/faults", Map.of("POST", this::script, "DELETE", exchange -> clearFaults()),
            "/sandbox/profiles", Map.of("POST", this::profiles));

    ControlArea(Workspace workspace, Profiles profiles, FaultScript faults, RequestLedger ledger, InFlight inFlight) {
        this.workspace = workspace;
        this.profiles = profiles;
        this.faults = faults;
        this.ledger = ledger;
        this.inFlight = inFlight;
    }

    RequestReport requests() {
        return ledger.report(inFlight.most());
    }

    void handle(HttpExchange exchange) throws IOException {
        Map<String, Action> methods = actions.get(exchange.getRequestURI().getPath());
        Answer answer;
        if (methods == null) {
            answer = Answer.message(404, "The control area has " + String.join(", ", new TreeSet<>(actions.keySet())));
        } else if (!methods.containsKey(exchange.getRequestMethod())) {
            answer = Answer.message(405, "Method not allowed")
                    .with(Map.of("Allow", String.join(", ", methods.keySet())));
        } else {
            answer = run(methods.get(exchange.getRequestMethod()), exchange);
        }
        Wire.send(exchange, answer);
    }

    private static Answer run(Action action, HttpExchange exchange) {
        try {
            return action.run(exchange);
        } catch (JsonProcessingException e) {
            return Answer.message(400, "Not understood: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Answer.message(400, "Not understood: " + e.getMessage());
        } catch (IOException e) {
            return Answer.message(500, "The sandbox cannot read its cohorts: " + e);
        }
    }

    private Answer cohorts(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI());
        String id = query.get("cohort_id");
        boolean withMembers = "true".equals(query.get("members"));
        return Answer.json(workspace.show(cohorts -> cohorts.all().entrySet().stream()
                .filter(each -> id == null || id.equals(each.getKey()))
                .map(each -> CohortView.of(each, withMembers))
                .toList()));
    }

    private Answer script(HttpExchange exchange) throws IOException {
        FaultJson[] script = Json.MAPPER.readValue(exchange.getRequestBody(), FaultJson[].class);
        faults.add(filled(script).map(FaultJson::toFault).toList());
        return Answer.json(Map.of("message", "success"));
    }

    private Answer clearFaults() {
        faults.clear();
        return Answer.json(Map.of("message", "success"));
    }

    private Answer profiles(HttpExchange exchange) throws IOException {
        String[] ids = Json.MAPPER.readValue(exchange.getRequestBody(), String[].class);
        profiles.set(ids == null ? null : filled(ids).collect(Collectors.toSet()));
        return Answer.json(Map.of("message", "success"));
    }

    private static <T> Stream<T> filled(T[] array) {
        if (array == null || Arrays.asList(array).contains(null)) {
            throw new IllegalArgumentException("an array without null is needed");
        }
        return Arrays.stream(array);
    }

    private static Map<String, String> query(URI uri) {
        String raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return Arrays.stream(raw.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (first, second) -> second,
                        LinkedHashMap::new));
    }
}
