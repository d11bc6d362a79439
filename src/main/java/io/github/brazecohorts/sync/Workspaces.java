// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.membership.CohortKey;
import java.util.Map;
import java.util.Optional;

/**
 * The workspaces that the settings define.
 *
 * @param byName by their names
 */
public record Workspaces(Map<String, Workspace> byName) {
    public Workspaces {
        byName = Map.copyOf(byName);
    }

    /** Where the cohort of an audience is; audiences of another workspace are refused before. */
    Workspace of(Audience audience) {
        return byName.get(audience.workspace());
    }

    /** Where a cohort is that the state knows; empty if that is no workspace of today. */
    Optional<Workspace> of(CohortKey cohort) {
        return Optional.ofNullable(byName.get(cohort.workspace()))
                .filter(workspace ->
                        SyncRun.cohort(cohort.cohortId(), workspace).equals(cohort));
    }

    /** What identifies the cohort of an audience. */
    public CohortKey cohort(Audience audience) {
        return SyncRun.cohort(audience, of(audience));
    }
}
