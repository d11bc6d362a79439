// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The report of one run; its field names in snake_case are a contract with other people's scripts.
 *
 * <p>{@code read = skippedNull + skippedInvalid + duplicates + people in the audience}. {@code added} and {@code removed}
 * are what Braze accepted in this run (in a plan: what would be sent); {@code reasserted} is what was only said once more. {@code requests} counts everything on the wire,
 * {@code retries} those of them that repeated one. {@code undelivered} are intended changes that Braze neither accepted
 * nor rejected alone; {@code rejectedIds} those that stand rejected now, in this run or earlier.
 * {@code members} are confirmed: Braze accepted them, in this run or earlier.
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RunReport(
        String runId,
        String audience,
        String workspace,
        String cohortId,
        String cohortName,
        String status,
        String mode,
        long read,
        long skippedNull,
        long skippedInvalid,
        long duplicates,
        long added,
        long removed,
        long reasserted,
        long unchanged,
        long heldRemovals,
        long heldAdditions,
        long members,
        long batches,
        long requests,
        long retries,
        long undelivered,
        long rejectedIds,
        String startedAt,
        long tookMs,
        List<Alert> alerts) {
    private static final String MIRROR = "mirror";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The report of a run of which nothing was counted; texts that are not known are empty. */
    public static RunReport uncounted(
            String runId,
            String audience,
            String workspace,
            String cohortId,
            String cohortName,
            RunStatus status,
            Instant startedAt,
            long tookMs) {
        return new RunReport(
                runId,
                audience,
                workspace,
                cohortId,
                cohortName,
                status.text(),
                MIRROR,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                startedAt.truncatedTo(ChronoUnit.MILLIS).toString(),
                tookMs,
                List.of());
    }

    /** This report with other values of these fields, named as in the JSON. */
    public RunReport with(Map<String, ?> values) {
        Map<String, Object> all = map();
        all.putAll(values);
        return of(all);
    }

    /** As JSON text, in one line. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }

    /** Reads what {@link #json()} wrote. */
    public static RunReport parse(String json) {
        try {
            return JSON.readValue(json, RunReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a report: " + e.getOriginalMessage());
        }
    }

    /** Reads what {@link #map()} made. */
    public static RunReport of(Map<String, Object> map) {
        return JSON.convertValue(map, RunReport.class);
    }

    /** As a map with the field names of the JSON, for routes that pass it on. */
    public Map<String, Object> map() {
        return JSON.convertValue(this, new TypeReference<>() {});
    }
}
