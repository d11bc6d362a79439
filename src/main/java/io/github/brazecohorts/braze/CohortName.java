// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The body that names a cohort; all of it is required.
 *
 * @param createdAt ISO-8601, UTC with {@code Z}
 */
public record CohortName(
        @JsonProperty("partner_api_key") String partnerApiKey,
        @JsonProperty("client_secret") String clientSecret,
        @JsonProperty("cohort_id") String cohortId,
        @JsonProperty("name") String name,
        @JsonProperty("created_at") String createdAt) {
    @Override
    public String toString() {
        return "CohortName[" + cohortId + "]";
    }
}
