// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
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
    private final String node = "process " + ProcessHandle.current().pid() + " on " + host();
    private final Set<Lease> held = ConcurrentHashMap.newKeySet();
    private ScheduledExecutorService thread;
    private SqlSession session;

    Leases(PostgresDatabase database, LeaseTimes times) {
        this.database = database;
        this.times = times;
    }

    /** @throws TakenException if another run has it all the time */
    Lease take(CohortKey cohort, Patience patience) {
        while (true) {
            long asked = times.nanos().getAsLong();
            String holder;
            try (SqlSession asking = database.connect()) {
                Optional<Long> token = asking.alone("taking a lease", s -> token(s, cohort));
                if (token.isPresent()) {
                    return held(new Lease(cohort, token.get(), times, asked));
                }
                holder = asking.alone("looking who has a lease", s -> holder(s, cohort));
            }
            String taken = cohort.inWords() + " is taken by " + holder;
            if (!patience.lasts(taken)) {
                throw patience.over(taken);
            }
        }
    }

    private Optional<Long> token(SqlSession asking, CohortKey cohort) throws SQLException {
        long lasts = times.lasts().toMillis();
        List<Long> token = asking.list(
                PostgresSql.ADD_LEASE,
                row -> row.getLong(1),
                cohort.workspace(),
                cohort.endpoint(),
                cohort.partner(),
                cohort.cohortId(),
                node,
                lasts);
        if (token.isEmpty()) {
            token = asking.list(
                    PostgresSql.TAKE_LEASE,
                    row -> row.getLong(1),
                    node,
                    lasts,
                    cohort.workspace(),
                    cohort.endpoint(),
                    cohort.partner(),
                    cohort.cohortId());
        }
        return token.stream().findFirst();
    }

    private static String holder(SqlSession asking, CohortKey cohort) throws SQLException {
        return asking
                .list(
                        PostgresSql.HOLDER,
                        row -> row.getString(1),
                        cohort.workspace(),
                        cohort.endpoint(),
                        cohort.partner(),
                        cohort.cohortId())
                .stream()
                .findFirst()
                .orElse("a run that has just ended");
    }

    private Lease held(Lease lease) {
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
