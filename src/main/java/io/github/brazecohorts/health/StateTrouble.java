// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.health;

import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.membership.TakenException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Whether the state can be opened for writing. It is given back at once, and waited for by nobody. */
record StateTrouble(MembershipStore store) implements Supplier<List<String>> {
    @Override
    public List<String> get() {
        try {
            store.alerts(UnaryOperator.identity(), Duration.ZERO);
            return List.of();
        } catch (TakenException inUse) {
            // A run has it, here or in another process: so it can be opened.
            return List.of();
        } catch (StateException failed) {
            return List.of(failed.getMessage());
        }
    }
}
