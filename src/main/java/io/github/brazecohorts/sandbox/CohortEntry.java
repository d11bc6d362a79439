// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Predicate;

/**
 * An accepted request, as it is applied and as it stands in the journal: a naming, or a change of members.
 *
 * @param cohortId the cohort
 * @param name the new name; null in a change of members
 * @param createdAt as it was sent; null in a change of members
 * @param changes who comes and goes; null in a naming
 */
record CohortEntry(
        @JsonProperty("cohort_id") String cohortId,
        @JsonProperty("name") String name,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("cohort_changes") List<Members> changes) {

    /** One object of {@code cohort_changes}. */
    record Members(
            @JsonProperty("user_ids") List<String> userIds,
            @JsonProperty("device_ids") List<String> deviceIds,
            @JsonProperty("aliases") List<Alias> aliases,
            @JsonProperty("should_remove") boolean shouldRemove) {
        int size() {
            return userIds.size() + deviceIds.size() + aliases.size();
        }

        Members only(Predicate<String> known) {
            return new Members(
                    userIds.stream().filter(known).toList(),
                    deviceIds.stream().filter(known).toList(),
                    aliases.stream().filter(alias -> known.test(alias.name())).toList(),
                    shouldRemove);
        }
    }

    static CohortEntry naming(String cohortId, String name, String createdAt) {
        return new CohortEntry(cohortId, name, createdAt, null);
    }

    static CohortEntry change(String cohortId, List<Members> changes) {
        return new CohortEntry(cohortId, null, null, changes);
    }

    /** The same without those who are not known. */
    CohortEntry only(Predicate<String> known) {
        return isNaming()
                ? this
                : change(
                        cohortId,
                        changes.stream().map(members -> members.only(known)).toList());
    }

    @JsonIgnore
    boolean isNaming() {
        return changes == null;
    }

    boolean changesNothing() {
        return !isNaming() && size() == 0;
    }

    /** How many identifiers it carries. */
    int size() {
        return isNaming() ? 0 : changes.stream().mapToInt(Members::size).sum();
    }
}
