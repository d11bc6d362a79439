// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/**
 * The audience held against what was delivered.
 *
 * @param people different ids in the audience
 * @param duplicates ids that the audience had more than once: staged = people + duplicates
 * @param adds people who are not confirmed members
 * @param removals all who may be in the cohort (confirmed or uncertain) and are not in the audience
 * @param unchanged confirmed members who are in the audience
 * @param members confirmed members before this run
 * @param uncertain ids of which a request got no answer, before this run
 */
public record Comparison(
        long people, long duplicates, long adds, long removals, long unchanged, long members, long uncertain) {}
