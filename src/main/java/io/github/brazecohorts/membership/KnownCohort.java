// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/**
 * A cohort that the state knows.
 *
 * @param name the name that Braze accepted last; empty before the first naming
 * @param owner who ran it last; its id type is empty where it was never written down
 * @param peopled whether anybody may be in it
 */
public record KnownCohort(CohortKey key, String name, Owner owner, boolean peopled) {}
