// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * The membership in a schema of a PostgreSQL database (13 or newer, encoded in UTF8), for any number of nodes. The schema
 * is created when it is first needed, and brought up to date by whichever node comes first.
 *
 * <p>A cohort is one run's at a time by a lease in the database, which lasts 20 s by the database's clock and is renewed
 * every 5 s. So what a dead node had is free within 30 s. A run that lost its lease writes nothing any more.
 */
public final class PostgresMembership extends SqlMembership {
    private final PostgresDatabase database;
    private final Leases leases;
    private final Runnable end;

    /**
     * Touches nothing yet.
     *
     * @param source gives connections that are this store's alone while it has them: two for each run under way, one more
     *     now and then; stays open when the store is closed
     * @param schema its name, as it is written in the catalog
     * @param clock gives the times that are written down
     */
    public PostgresMembership(DataSource source, String schema, Clock clock) {
        this(source, schema, clock, LeaseTimes.USUAL, () -> {});
    }

    PostgresMembership(DataSource source, String schema, Clock clock, LeaseTimes times, Runnable end) {
        this(new PostgresDatabase(source, "PostgreSQL", schema), clock, times, end);
    }

    private PostgresMembership(PostgresDatabase database, Clock clock, LeaseTimes times, Runnable end) {
        super(database, clock);
        this.database = database;
        this.leases = new Leases(database, times);
        this.end = end;
    }

    /** On connections of its own, which are closed with it. */
    public static PostgresMembership connect(PostgresAddress address, String schema, Clock clock) {
        var pool = address.pool();
        return new PostgresMembership(
                new PostgresDatabase(pool, address.place(), schema), clock, LeaseTimes.USUAL, pool::close);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    Ground take(CohortKey cohort, Patience patience) {
        return ground(leases.take(cohort, patience));
    }

    @Override
    Claim take(CohortKey cohort, Firing firing, Patience patience) {
        ClaimedLease claimed = leases.take(cohort, firing);
        return new Claim(ground(claimed.lease()), claimed.before());
    }

    @Override
    public List<DeadRun> deadRuns() {
        requireOpen();
        return leases.dead();
    }

    @Override
    Ground takeFrom(DeadRun dead) {
        return ground(leases.takeOver(dead));
    }

    private Ground ground(Lease lease) {
        return new PostgresGround(database, leases, lease);
    }

    @Override
    public Readiness look(Duration patience) {
        requireOpen();
        return database.look();
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            leases.close();
            end.run();
        }
    }
}
