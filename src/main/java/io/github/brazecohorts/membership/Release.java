// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/**
 * Which changes of a comparison a run may send. What is not sent is not forgotten: the next comparison finds it again.
 *
 * @param adds whether people are added
 * @param removals whether members are removed
 * @param heldAdds how many adds wait for a person
 * @param heldRemovals how many removals wait for a person; none in a cohort that is only added to
 */
public record Release(boolean adds, boolean removals, long heldAdds, long heldRemovals) {
    /** Everything. */
    public static final Release ALL = new Release(true, true, 0, 0);

    /** Whether anything waits for a person. */
    public boolean isHeld() {
        return heldAdds + heldRemovals > 0;
    }
}
