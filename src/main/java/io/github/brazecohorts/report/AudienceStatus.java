// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * Where an audience stands.
 *
 * @param cohortId with the name null for an audience that has a mistake and never ran
 * @param members confirmed members after the last run
 * @param lastRun the report of the last run; null before the first
 * @param running how far a run under way has come; null if there is none
 * @param nextRun when its schedule asks for it next, ISO-8601 in UTC; null without a schedule, and
 *     for one that was retired
 * @param alerts those that are open; the mistake of one that cannot run as it is written
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record AudienceStatus(
        String audience,
        String workspace,
        String cohortId,
        String cohortName,
        long members,
        long heldRemovals,
        long heldAdditions,
        RunReport lastRun,
        StatusFile.Running running,
        String nextRun,
        List<Alert> alerts) {
    /** @param entry what its runs left */
    public static AudienceStatus of(
            String audience,
            String workspace,
            String cohortId,
            String cohortName,
            StatusFile.Entry entry,
            String nextRun,
            List<Alert> alerts) {
        RunReport last = entry.last();
        return new AudienceStatus(
                audience,
                workspace,
                cohortId,
                cohortName,
                last == null ? 0 : last.members(),
                last == null ? 0 : last.heldRemovals(),
                last == null ? 0 : last.heldAdditions(),
                last,
                entry.underWay(),
                nextRun,
                alerts);
    }
}
