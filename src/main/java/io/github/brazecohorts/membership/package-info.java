// SPDX-License-Identifier: Apache-2.0
/**
 * Who is in a cohort, as far as it is known: sets in SQL.
 *
 * <p>The way in is {@link io.github.brazecohorts.membership.MembershipStore}; a run works on one
 * {@link io.github.brazecohorts.membership.CohortMemory}.
 * {@link io.github.brazecohorts.membership.DuckDbMembership} keeps it in a file,
 * {@link io.github.brazecohorts.membership.PostgresMembership} in a PostgreSQL for several nodes. This room knows nothing of Braze, of HTTP or of Camel.
 */
package io.github.brazecohorts.membership;
