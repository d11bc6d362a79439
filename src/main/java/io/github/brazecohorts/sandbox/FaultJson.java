// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/**
 * A fault as the control area takes it: all its fields in one object, each optional. Durations are ISO-8601
 * ({@code PT0.5S}); {@code body} is a text, sent as it is, or JSON.
 */
record FaultJson(
        String path,
        @JsonProperty("cohort_id") String cohortId,
        String containing,
        int after,
        Integer times,
        String delay,
        Integer status,
        Map<String, String> headers,
        JsonNode body,
        String close,
        @JsonProperty("apply_late") @JsonAlias("applyLate") String applyLate,
        boolean apply) {

    Fault toFault() {
        return new Fault(
                new Fault.Meets(path == null ? "any" : path, cohortId, containing, after, times == null ? 1 : times),
                new FaultEffect(
                        null,
                        delay == null ? Duration.ZERO : Duration.parse(delay),
                        status,
                        headers == null ? Map.of() : headers,
                        text(),
                        close,
                        applyLate == null ? null : Duration.parse(applyLate),
                        apply));
    }

    private String text() {
        if (body == null || body.isNull()) {
            return null;
        }
        return body.isTextual() ? body.textValue() : body.toString();
    }
}
