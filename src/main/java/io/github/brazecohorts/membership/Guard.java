// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.util.OptionalLong;

/**
 * What a run may do without a person's word. It protects people from a table that was empty for a moment, and from a join
 * that lost its condition.
 *
 * @param removes whether members who left are removed at all
 * @param maxRemovedPercent of all who may be in the cohort; 100 = no guard
 * @param maxMembers how many may be in the cohort after the run; empty = any number
 * @param mayEmpty whether an audience without people is meant so
 */
public record Guard(boolean removes, int maxRemovedPercent, OptionalLong maxMembers, boolean mayEmpty) {
    /** Up to that many removals are never held. */
    public static final long FREE_REMOVALS = 50;

    /** Lets everything pass. */
    public static final Guard NONE = new Guard(true, 100, OptionalLong.empty(), true);

    /** Decides on all removals together, and on all adds together. */
    public Release release(Comparison found) {
        boolean heldBack = removes
                && isMassRemoval(found)
                && found.removals() > found.approved().orElse(-1);
        boolean removals = removes && !heldBack;
        boolean adds = found.adds() == 0 || peopleAfter(found, removals) <= maxMembers.orElse(Long.MAX_VALUE);
        return new Release(adds, removals, adds ? 0 : found.adds(), heldBack ? found.removals() : 0);
    }

    private boolean isMassRemoval(Comparison found) {
        boolean emptied = found.people() == 0 && !mayEmpty;
        boolean many = found.removals() > FREE_REMOVALS && found.removals() * 100 > maxRemovedPercent * found.known();
        return maxRemovedPercent < 100 && found.removals() > 0 && (emptied || many);
    }

    private static long peopleAfter(Comparison found, boolean removals) {
        long leavers = found.aside().removals() + (removals ? 0 : found.removals());
        return found.unchanged() + found.adds() + leavers;
    }
}
