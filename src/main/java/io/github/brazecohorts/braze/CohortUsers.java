// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The body that changes a cohort's members: at most 1,000 of them over all objects together, at most 4 MB. */
public record CohortUsers(
        @JsonProperty("partner_api_key") String partnerApiKey,
        @JsonProperty("client_secret") String clientSecret,
        @JsonProperty("cohort_id") String cohortId,
        @JsonProperty("cohort_changes") List<Members> cohortChanges) {

    /** Members that enter or leave. All three lists are always there, empty ones too, as Segment's destination sends them. */
    public record Members(
            @JsonProperty("user_ids") List<String> userIds,
            @JsonProperty("device_ids") List<String> deviceIds,
            @JsonProperty("aliases") List<Alias> aliases,
            @JsonProperty("should_remove") boolean shouldRemove) {
        @Override
        public String toString() {
            return (shouldRemove ? "remove " : "add ") + (userIds.size() + deviceIds.size() + aliases.size());
        }
    }

    /** A user alias. */
    public record Alias(
            @JsonProperty("alias_name") String aliasName,
            @JsonProperty("alias_label") String aliasLabel) {
        @Override
        public String toString() {
            return "Alias[" + aliasLabel + "]";
        }
    }

    @Override
    public String toString() {
        return "CohortUsers[" + cohortId + ", " + cohortChanges + "]";
    }
}
