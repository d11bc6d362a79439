// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/** An audience where the database can read it. */
interface StagedAudience extends Staging {
    /** What stands behind {@code FROM} in a query: a table with the column {@code id}. */
    String rows();

    /** @throws StateException if it is seen not to be as it was sealed */
    void requireIntact();

    StateException changed();
}
