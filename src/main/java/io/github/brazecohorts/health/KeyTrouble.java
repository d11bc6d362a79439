// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.health;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Whether Braze refuses the keys or the instance of a workspace, as far as its last answer is known. */
record KeyTrouble(Needs needs) implements Supplier<List<String>> {
    @Override
    public List<String> get() {
        try {
            return needs.file().alerts().refusals().stream()
                    .filter(alert -> needs.workspaces().contains(alert.workspace()))
                    .map(alert -> alert.title() + " (" + alert.code() + ")")
                    .toList();
        } catch (IOException unreadable) {
            return List.of(
                    "the open alerts cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }
}
