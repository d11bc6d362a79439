// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.braze.Keys;
import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.settings.Settings;
import io.github.brazecohorts.settings.WorkspaceSettings;
import io.github.brazecohorts.sync.Workspaces;
import java.util.stream.Collectors;

/**
 * Makes of the settings the workspaces that runs deliver to.
 *
 * @param standIn is in the place of Braze where the settings say so
 */
record DefinedWorkspaces(Settings settings, WrittenSettings written, StandIn standIn) {
    Workspaces all() {
        return new Workspaces(settings.workspaces().stream()
                .map(this::workspace)
                .collect(Collectors.toMap(Workspace::name, workspace -> workspace)));
    }

    private Workspace workspace(WorkspaceSettings of) {
        return new Workspace(
                of.name(),
                of.instance(),
                () -> of.instance().endpoint().orElseGet(standIn::endpoint),
                of.partner(),
                () -> keys(of),
                of.cohortIdPrefix(),
                of.batchSize(),
                of.requestsPerHour(),
                of.maxConcurrentRequests(),
                of.retries(),
                of.settlingTime());
    }

    /** As the settings have them now. */
    private Keys keys(WorkspaceSettings of) {
        String unneeded = of.instance().isSandbox() ? "sandbox" : null;
        return new Keys(
                written.first(Settings.partnerApiKey(of.name())).orElse(unneeded),
                written.first(Settings.dataImportKey(of.name())).orElse(unneeded));
    }
}
