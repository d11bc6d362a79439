// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.health;

import io.github.brazecohorts.membership.Readiness;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.membership.TakenException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Whether the state can be read and written. Nothing of it is made or changed, and nobody waits for it. */
record StateTrouble(Needs needs) implements Supplier<List<String>> {
    @Override
    public List<String> get() {
        try {
            if (needs.store().look(Duration.ZERO) == Readiness.READY) {
                needs.news().run();
            }
            return List.of();
        } catch (TakenException inUse) {
            // A run has it, here or in another process: so it can be used.
            return List.of();
        } catch (StateException failed) {
            return List.of(failed.getMessage());
        }
    }
}
