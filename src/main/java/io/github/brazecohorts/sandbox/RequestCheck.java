// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a request by the contract: a pure function of the request and of the keys that are accepted.
 *
 * <p>Source: Braze's "Partner cohort import" page. The sandbox's own, because the page is silent: the order (media
 * type, JSON, partner key, client secret, partner, then the fields); 415 for another media type; 400 for a body that
 * is no JSON object; 401 for a key that is missing, empty or no string; a time without an offset is refused; and what
 * stands behind the first words of the messages of which only those are known.
 */
final class RequestCheck {
    private static final Set<String> NAME_FIELDS =
            Set.of("partner_api_key", "client_secret", "cohort_id", "name", "created_at");
    private static final Set<String> USERS_FIELDS =
            Set.of("partner_api_key", "client_secret", "cohort_id", "cohort_changes");

    private final SandboxOptions options;

    RequestCheck(SandboxOptions options) {
        this.options = options;
    }

    Verdict check(Call call) {
        if (!isJson(call.contentType())) {
            return Verdict.refused(415, "Content-Type must be application/json");
        }
        if (!call.body().isObject()) {
            return Verdict.refused(400, "The request body must be a JSON object");
        }
        Verdict refused = checkKeys(call);
        if (refused != null) {
            return refused;
        }
        if (!isFilled(call.body().path("cohort_id"))) {
            return Verdict.refused(400, "cohort_id must be a valid string");
        }
        return call.endpoint() == Endpoint.NAME ? checkName(call) : checkUsers(call);
    }

    private Verdict checkKeys(Call call) {
        String secret = call.body().path("client_secret").textValue();
        if (!accepts(options.partnerApiKey(), call.body().path("partner_api_key"))) {
            return Verdict.refused(401, "Invalid Partner API key");
        }
        if (!accepts(options.dataImportKey(), call.body().path("client_secret"))) {
            return Verdict.refused(401, "Invalid client secret");
        }
        if (options.partner() != null && !options.partner().equals(call.target().partner())) {
            // With the secret, as Braze does: whoever shows this message to people has to strip it.
            return Verdict.refused(401, "Partner not enabled for client with client secret: " + secret);
        }
        return null;
    }

    private static Verdict checkName(Call call) {
        JsonNode body = call.body();
        if (!isFilled(body.path("name"))) {
            return Verdict.refused(400, "name must be a non-empty string");
        }
        if (!isTime(body.path("created_at"))) {
            return Verdict.refused(400, "created_at must be a valid time in ISO 8601 with an offset");
        }
        return Verdict.accepted(
                CohortEntry.naming(
                        call.cohortId(),
                        body.path("name").textValue(),
                        body.path("created_at").textValue()),
                unknownFields(body, NAME_FIELDS));
    }

    private static Verdict checkUsers(Call call) {
        ChangesCheck changes = new ChangesCheck(call.body().path("cohort_changes"));
        if (changes.problem() != null) {
            return Verdict.refused(400, changes.problem());
        }
        if (call.touched().contradictsItself()) {
            return new Verdict(
                    Answer.message(400, "An id must not be added and removed in one request"),
                    Optional.empty(),
                    Set.of(Violation.OPPOSITES_IN_REQUEST));
        }
        Set<Violation> violations = unknownFields(call.body(), USERS_FIELDS);
        if (changes.hasUnknownFields()) {
            violations.add(Violation.UNKNOWN_FIELD);
        }
        return Verdict.accepted(CohortEntry.change(call.cohortId(), changes.members()), violations);
    }

    private static Set<Violation> unknownFields(JsonNode body, Set<String> known) {
        Set<Violation> violations = EnumSet.noneOf(Violation.class);
        body.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                violations.add(Violation.UNKNOWN_FIELD);
            }
        });
        return violations;
    }

    private static boolean accepts(String key, JsonNode given) {
        return isFilled(given) && (key == null || key.equals(given.textValue()));
    }

    static boolean isFilled(JsonNode node) {
        return node.isTextual() && !node.textValue().isEmpty();
    }

    private static boolean isTime(JsonNode node) {
        try {
            return node.isTextual() && OffsetDateTime.parse(node.textValue()) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isJson(String contentType) {
        String type =
                contentType == null ? "" : contentType.toLowerCase(Locale.ROOT).replace(" ", "");
        return type.equals("application/json") || type.equals("application/json;charset=utf-8");
    }
}
