// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import io.github.brazecohorts.membership.Change;

/**
 * A change on its way into a batch.
 *
 * @param change what is to be done with one member
 * @param last whether no further change joins its batch: the last of its kind, or of a run that stops, or one that
 *     travels alone
 */
public record PlannedChange(Change change, boolean last) {
    /** Adds and removals travel in requests of their own. */
    public String operation() {
        return change.operation().name();
    }

    @Override
    public String toString() {
        return change + (last ? " (last)" : "");
    }
}
