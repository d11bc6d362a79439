// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.settings;

import io.github.brazecohorts.braze.Instance;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The settings of one workspace: {@code braze.workspaces.NAME.*}, and of {@code braze.*} what they leave out.
 *
 * @param name {@code default} for {@code braze.*} itself
 * @param instance where Braze is
 * @param partner the partner's name; for the stand-in {@code sandbox} where none is given
 * @param cohortIdPrefix default: the partner's name and a hyphen
 * @param batchSize 1 to 1,000 ids a request; default 1,000
 * @param requestsPerHour 2 to 250,000; default 250,000, Braze's limit
 * @param maxConcurrentRequests 1 to 64; default 16
 * @param retries repetitions of a request, 0 to 100; empty: as often as the routes say for all
 * @param settlingTime how long a request without an answer may still be applied: 0 to 24 hours; default 15 minutes
 */
public record WorkspaceSettings(
        String name,
        Instance instance,
        String partner,
        String cohortIdPrefix,
        int batchSize,
        long requestsPerHour,
        int maxConcurrentRequests,
        OptionalInt retries,
        Duration settlingTime) {
    /** As it is shown when the program starts; the keys are masked. */
    @Override
    public String toString() {
        return "workspace " + name + ": instance " + instance.name()
                + instance.endpoint().map(endpoint -> " (" + endpoint + ")").orElse("")
                + ", partner " + partner
                + ", keys ***"
                + ", cohort ids " + cohortIdPrefix + "…"
                + ", " + batchSize + " ids a request"
                + ", " + requestsPerHour + " requests an hour"
                + ", " + maxConcurrentRequests + " at once"
                + (retries.isPresent() ? ", " + retries.getAsInt() + " retries" : "")
                + ", settling time " + settlingTime.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
