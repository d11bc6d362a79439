// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases that this node has. One thread renews them all, on a session that it keeps while there are any. */
final class Leases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final PostgresDatabase database;
    private final LeaseTimes times;
    private final StoredLeases stored;
    private final Set<Lease> held = ConcurrentHashMap.newKeySet();
    private ScheduledExecutorService thread;
    private SqlSession session;

    Leases(PostgresDatabase database, LeaseTimes times) {
        this.database = database;
        this.times = times;
        this.stored = new StoredLeases(
                "process " + ProcessHandle.current().pid() + " on " + host(),
                times.lasts().toMillis());
    }

    /** @throws TakenException if another run has it all the time */
    Lease take(CohortKey cohort, Patience patience) {
        while (true) {
            long asked = times.nanos().getAsLong();
            String taken;
            try (SqlSession asking = database.connect()) {
                Optional<StoredLeases.Taken> lease = asking.alone("taking a lease", s -> stored.take(s, cohort, null));
                if (lease.isPresent()) {
                    return held(cohort, lease.get(), asked);
                }
                taken = asking.alone("looking who has a lease", s -> StoredLeases.taken(s, cohort));
            }
            if (!patience.lasts(taken)) {
                throw patience.over(taken);
            }
        }
    }

    /** What became of a firing: a lease, or that it is skipped. */
    private record Fired(Optional<Instant> before, Optional<StoredLeases.Taken> lease, String taken, int inARow) {}

    /**
     * Claims a firing and takes the lease, in one transaction: nobody is killed between the two.
     *
     * @throws ClaimedException if the firing is claimed
     * @throws OverlapException if another run has the lease: the firing is claimed and skipped
     */
    ClaimedLease take(CohortKey cohort, Firing firing) {
        long asked = times.nanos().getAsLong();
        try (SqlSession asking = database.connect()) {
            Fired fired = asking.transaction("claiming a firing", s -> fire(s, cohort, firing));
            StoredLeases.Taken lease =
                    fired.lease().orElseThrow(() -> new OverlapException(fired.taken(), fired.inARow()));
            return new ClaimedLease(held(cohort, lease, asked), fired.before());
        }
    }

    private Fired fire(SqlSession session, CohortKey cohort, Firing firing) throws SQLException {
        Optional<Instant> before = StoredFirings.claim(session, firing);
        Optional<StoredLeases.Taken> lease = stored.take(session, cohort, firing.audience());
        if (lease.isEmpty()) {
            String taken = StoredLeases.taken(session, cohort);
            return new Fired(before, lease, taken, StoredFirings.skip(session, firing));
        }
        StoredFirings.begin(session, firing);
        return new Fired(before, lease, "", 0);
    }

    List<DeadRun> dead() {
        try (SqlSession asking = database.connect()) {
            return asking.alone("looking for runs that died", StoredLeases::dead);
        }
    }

    /** @throws ClaimedException if somebody else has it */
    Lease takeOver(DeadRun dead) {
        long asked = times.nanos().getAsLong();
        try (SqlSession asking = database.connect()) {
            StoredLeases.Taken lease = asking.alone("taking over a lease", s -> stored.takeOver(s, dead))
                    .orElseThrow(() -> new ClaimedException(dead.cohort().inWords() + " is taken over"));
            return held(dead.cohort(), lease, asked);
        }
    }

    private Lease held(CohortKey cohort, StoredLeases.Taken taken, long asked) {
        Lease lease = new Lease(cohort, taken, times, asked);
        held.add(lease);
        beginRenewing();
        return lease;
    }

    /** One that cannot be given back runs out by itself. */
    void giveBack(Lease lease) {
        held.remove(lease);
        try (SqlSession giving = database.connect()) {
            lease.giveBack(giving);
        }
    }

    private synchronized void beginRenewing() {
        if (thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread renewing = new Thread(work, "braze-cohorts-leases");
                renewing.setDaemon(true);
                return renewing;
            });
            long every = times.renewedEvery().toMillis();
            thread.scheduleWithFixedDelay(this::renewAll, every, every, TimeUnit.MILLISECONDS);
        }
    }

    private void renewAll() {
        attempt("No lease could be renewed", this::renewHeld);
        attempt("A run whose lease is over could not be broken off", () -> held.forEach(Lease::breakOffIfOver));
    }

    /** What is thrown would end the thread's rounds, and what it failed at is to be tried again in the next one. */
    private static void attempt(String failure, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warn("{}, which is tried again: {}", failure, failed.getMessage());
        }
    }

    private void renewHeld() {
        boolean renewed = false;
        try {
            if (!held.isEmpty()) {
                if (session == null) {
                    session = database.connect(times.renewedEvery());
                }
                held.forEach(lease -> lease.renew(session));
                renewed = true;
            }
        } finally {
            if (!renewed) {
                endSession();
            }
        }
    }

    private void endSession() {
        SqlSession ended = session;
        session = null;
        if (ended != null) {
            ended.close();
        }
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.submit(this::endSession);
            thread.shutdown();
            thread = null;
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "a host without a name";
        }
    }
}
