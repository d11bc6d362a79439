// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * One Braze workspace and how it is spoken to.
 *
 * @param name {@code default} for {@code braze.*}, else NAME of {@code braze.workspaces.NAME.*}
 * @param instance where it is
 * @param endpoint answers with the REST endpoint, known late for the stand-in
 * @param partner the name under which Braze issued the partner API key: a part of the path
 * @param keys answers with the two keys as the settings have them now
 * @param cohortIdPrefix what a cohort id begins with where an audience gives none of its own
 * @param batchSize ids in a request
 * @param requestsPerHour at most that many requests in any 60 minutes
 * @param maxConcurrentRequests at most that many requests on the wire
 * @param retries repetitions of a request, if they are others than everywhere
 * @param settlingTime how long after an attempt without an answer it may still be applied
 */
public record Workspace(
        String name,
        Instance instance,
        Supplier<URI> endpoint,
        String partner,
        Supplier<Keys> keys,
        String cohortIdPrefix,
        int batchSize,
        long requestsPerHour,
        int maxConcurrentRequests,
        OptionalInt retries,
        Duration settlingTime) {

    /** What the memory of a cohort is bound to: the endpoint, or the word {@code sandbox}, whatever its port. */
    public String identity() {
        return instance.isSandbox() ? Instance.SANDBOX : endpoint.get().toString();
    }

    /** The address that names a cohort: {@code POST /partners/{partner}/cohorts}. */
    public String cohortsUri() {
        return endpoint.get() + "/partners/" + partner + "/cohorts";
    }

    /** The address that changes a cohort's members: {@code POST /partners/{partner}/cohorts/users}. */
    public String usersUri() {
        return cohortsUri() + "/users";
    }

    @Override
    public String toString() {
        return name + " (" + instance.name() + ", partner " + partner + ")";
    }
}
