// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An audience as it is configured: a few lines of YAML in {@code routes/}.
 *
 * @param name the NAME: the routeId of its block
 * @param cohortName what the cohort is called in Braze's dashboard
 * @param query the SQL whose result is the audience, or where it stands ({@code resource:file:…})
 * @param schedule a Quartz cron; empty means that it runs only by hand
 * @param timeZone in which the schedule is meant
 * @param source the name of the DataSource bean that the query is run on
 * @param workspace the name of the Braze workspace
 * @param idField the result column that holds the id, in any case
 * @param idType external_id, device_id or alias
 * @param aliasLabel the label of the aliases, if ids are aliases
 * @param cohortId the cohort's own id, if it is not the prefix and the name
 * @param mode whether members who left are removed
 * @param maxRemovedPercent of all who may be in the cohort, so many may be removed without a person's word; 100 = all
 * @param maxMembers so many may be in the cohort without a person's word; empty = any number
 * @param reassertDays in so many days every member is sent again once; 0 = never
 */
public record Audience(
        String name,
        String cohortName,
        String query,
        Optional<String> schedule,
        ZoneId timeZone,
        String source,
        String workspace,
        String idField,
        String idType,
        Optional<String> aliasLabel,
        Optional<String> cohortId,
        Mode mode,
        int maxRemovedPercent,
        OptionalLong maxMembers,
        int reassertDays) {
    /** What the id and the name of a test audience's cohort end with. */
    public static final String TEST = " (test)";

    /**
     * The id of its cohort.
     *
     * @param prefix what it begins with where the audience gives none of its own
     */
    public String cohortId(String prefix) {
        return cohortId.orElseGet(() -> prefix + cohortName);
    }

    /** The same people in a cohort of its own, which is made equal to them and to nothing else. */
    public Audience test(String prefix) {
        return new Audience(
                name,
                cohortName + TEST,
                query,
                schedule,
                timeZone,
                source,
                workspace,
                idField,
                idType,
                aliasLabel,
                Optional.of(cohortId(prefix) + TEST),
                Mode.MIRROR,
                100,
                OptionalLong.empty(),
                0);
    }
}
