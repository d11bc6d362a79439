// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/**
 * A run that its schedule began and that did not come to its end: its process was killed, stood still or was cut off, or
 * left it to others because it was ended. Its lease is over.
 *
 * @param cohort whose run it was
 * @param audience the NAME whose schedule began it
 * @param node where it was, for a person
 * @param token of its lease: as long as that is in the database, nobody has taken over
 */
public record DeadRun(CohortKey cohort, String audience, String node, long token) {}
