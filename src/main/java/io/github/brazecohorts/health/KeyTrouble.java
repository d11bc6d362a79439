// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.health;

import io.github.brazecohorts.report.StatusFile;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether Braze refuses the keys or the instance of a workspace, as far as its last answer is known.
 *
 * @param workspaces of which that is asked: one that is in the settings no more would stay refused for ever
 */
record KeyTrouble(StatusFile file, Set<String> workspaces) implements Supplier<List<String>> {
    @Override
    public List<String> get() {
        try {
            return file.alerts().refusals().stream()
                    .filter(alert -> workspaces.contains(alert.workspace()))
                    .map(alert -> alert.title() + " (" + alert.code() + ")")
                    .toList();
        } catch (IOException unreadable) {
            return List.of(
                    "the open alerts cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }
}
