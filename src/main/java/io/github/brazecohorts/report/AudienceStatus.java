// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * Where an audience stands.
 *
 * @param members confirmed members after the last run
 * @param lastRun the report of the last run; null before the first
 * @param running how far a run under way has come; null if there is none
 * @param nextRun when its schedule asks for it next, ISO-8601 in UTC; null without a schedule, and
 *     for one that was retired
 * @param alerts those of the last run
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
        List<Alert> alerts) {}
