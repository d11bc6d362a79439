// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.util.OptionalLong;

/**
 * The audience held against what was delivered. What a run may send are {@code adds}, {@code removals} and {@code again};
 * each person is in one of them at most.
 *
 * @param people different ids in the audience
 * @param duplicates ids that the audience had more than once: staged = people + duplicates
 * @param adds people who are not confirmed members
 * @param removals all who may be in the cohort (confirmed or uncertain) and are not in the audience
 * @param again people of whom only the known is said once more: members of a slice that is due, and those of whom a late
 *     answer may have won
 * @param unchanged confirmed members who are in the audience
 * @param members confirmed members before this run
 * @param uncertain ids of which a request got no answer, before this run
 * @param aside who is not sent in this run, because Braze refused the id alone
 * @param approved how many removals a person allows beyond the guard
 */
public record Comparison(
        long people,
        long duplicates,
        long adds,
        long removals,
        long again,
        long unchanged,
        long members,
        long uncertain,
        Aside aside,
        OptionalLong approved) {
    /**
     * Changes that wait for a later day.
     *
     * @param adds people in the audience
     * @param removals members who left the audience
     * @param again confirmed members, refused when they were sent again
     */
    public record Aside(long adds, long removals, long again) {
        /** Nobody. */
        public static final Aside NOBODY = new Aside(0, 0, 0);

        /** All of them. */
        public long all() {
            return adds + removals + again;
        }
    }

    /** Nothing compared with nothing. */
    public static final Comparison NOTHING = new Comparison(0, 0, 0, 0, 0, 0, 0, 0, Aside.NOBODY, OptionalLong.empty());

    /** All who may be in the cohort before this run. */
    public long known() {
        return members + uncertain;
    }
}
