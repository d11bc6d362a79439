// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * What was asked of the sandbox since it was started; requests to the control area do not count.
 *
 * @param total all requests on the wire, also those that got no answer
 * @param byPath how many went to {@code name}, to {@code users}, and anywhere else ({@code other})
 * @param byStatus how many got which status; {@code none} = no answer
 * @param violations how often the client did what it must not, by code; empty = never
 * @param mostInFlight the most requests that were under way together
 * @param last the last 1,000, oldest first, in the order of their answers
 */
public record RequestReport(
        long total,
        @JsonProperty("by_path") Map<String, Long> byPath,
        @JsonProperty("by_status") Map<String, Long> byStatus,
        Map<String, Long> violations,
        @JsonProperty("most_in_flight") int mostInFlight,
        List<Entry> last) {

    /**
     * One request; neither keys nor ids.
     *
     * @param at when it arrived, ISO-8601 in UTC
     * @param path {@code name}, {@code users} or {@code other}
     * @param cohortId the cohort, or null
     * @param status the status of the answer; 0 = no answer
     * @param ids how many identifiers it carried
     * @param operation {@code add}, {@code remove}, {@code mixed} or {@code none}
     */
    public record Entry(
            String at,
            String path,
            @JsonProperty("cohort_id") String cohortId,
            int status,
            int ids,
            String operation) {}
}
