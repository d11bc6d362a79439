// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.util.function.Supplier;

/** What one run stands on while it has a cohort: sessions of one database, and the right to write there. */
interface Ground {
    Failures failures();

    /** Another session; to be closed before the ground is given back. */
    SqlSession connect();

    /** Begins to read an audience in a way that this database can compare. */
    StagedAudience stage(SqlSession session);

    /** Does what needs much memory, when nobody else here does. */
    <T> T heavily(Supplier<T> work);

    /**
     * Within a transaction, before it writes; holds until its end.
     *
     * @throws StateException if what is written now would be lost, or the cohort is another run's
     */
    void requireHeld(SqlSession session) throws SQLException;

    /** The same as SQL, to stand behind an {@code INSERT … SELECT}, which inserts nothing where it does not hold. */
    String whileHeld();

    /**
     * Just before something leaves, and without asking the database.
     *
     * @throws StateException if it cannot be known any more that the cohort is this run's
     */
    void requireFirm();

    /** Says that what {@link #whileHeld} asks for did not hold. */
    StateException lost();

    /** Whether something is left here for another node to take over, when it is given back. */
    void leaves(boolean something);

    void giveBack();
}
