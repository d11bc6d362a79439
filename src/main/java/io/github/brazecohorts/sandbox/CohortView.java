// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A cohort as the control area shows it.
 *
 * @param cohortId its id
 * @param name its name; null where it was never named
 * @param createdAt as it was sent with the name
 * @param size how many members of all kinds
 * @param userIds external ids, sorted; null where members were not asked for
 * @param deviceIds device ids, likewise
 * @param aliases aliases, likewise
 */
record CohortView(
        @JsonProperty("cohort_id") String cohortId,
        String name,
        @JsonProperty("created_at") String createdAt,
        int size,
        @JsonProperty("user_ids") List<String> userIds,
        @JsonProperty("device_ids") List<String> deviceIds,
        List<Alias> aliases) {

    static CohortView of(Map.Entry<String, Cohort> entry, boolean withMembers) {
        Cohort cohort = entry.getValue();
        return new CohortView(
                entry.getKey(),
                cohort.name(),
                cohort.createdAt(),
                cohort.size(),
                withMembers ? sorted(cohort.userIds) : null,
                withMembers ? sorted(cohort.deviceIds) : null,
                withMembers ? sorted(cohort.aliases) : null);
    }

    private static <T> List<T> sorted(Collection<T> members) {
        return members.stream().sorted().toList();
    }
}
