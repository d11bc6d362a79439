// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.braze.Keys;
import io.github.brazecohorts.braze.UnreadableKeyException;
import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.settings.Settings;
import io.github.brazecohorts.settings.WorkspaceSettings;
import io.github.brazecohorts.sync.Workspaces;
import java.util.List;
import java.util.Optional;
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
        return new Keys(key(of, Settings.partnerApiKey(of.name())), key(of, Settings.dataImportKey(of.name())));
    }

    /** The one that is written first. Of what fails only our own words are told: a vault's may hold what it keeps. */
    private String key(WorkspaceSettings of, List<String> names) {
        for (String name : names) {
            try {
                Optional<String> key = written.text(name);
                if (key.isPresent()) {
                    return key.get();
                }
            } catch (SecretFile.UnreadableException | WrittenSettings.MissingException known) {
                throw new UnreadableKeyException(name, known.getMessage());
            } catch (RuntimeException failed) {
                throw new UnreadableKeyException(name, failed.getClass().getSimpleName());
            }
        }
        if (of.instance().isSandbox()) {
            return "sandbox";
        }
        throw new UnreadableKeyException(names.get(0), "it is not set any more");
    }
}
