// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.util.function.Supplier;

/** A lease on the cohort: whatever is written asks for it in the same transaction. */
record PostgresGround(PostgresDatabase database, Leases leases, Lease lease) implements Ground {
    @Override
    public Failures failures() {
        return database.failures();
    }

    @Override
    public SqlSession connect() {
        SqlSession session = database.connect();
        lease.binds(session);
        return session;
    }

    @Override
    public StagedAudience stage(SqlSession session) {
        return new StagedTable(session, database.failures(), lease.token(), s -> {
            lease.requireHeld(s);
            return lease;
        });
    }

    /** The memory is the server's, which limits it itself. */
    @Override
    public <T> T heavily(Supplier<T> work) {
        return work.get();
    }

    @Override
    public void requireHeld(SqlSession session) throws SQLException {
        lease.requireHeld(session);
    }

    @Override
    public String whileHeld() {
        return lease.whileHeld();
    }

    @Override
    public void requireFirm() {
        lease.requireFirm();
    }

    @Override
    public StateException lost() {
        return lease.lost();
    }

    @Override
    public void leaves(boolean something) {
        lease.leaves(something);
    }

    @Override
    public void giveBack() {
        leases.giveBack(lease);
    }
}
