// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What every membership store in a database does alike. */
abstract class SqlMembership implements MembershipStore {
    private final Door door;
    private final Clock clock;
    private final Turns turns = new Turns();
    private final Turns claims = new Turns();
    private final Set<StoredCohort> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param clock gives the times that are written down */
    SqlMembership(Door door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    /** Makes the cohort this run's. */
    abstract Ground take(CohortKey cohort, Patience patience);

    /** Makes the cohort the firing's run's, if the firing is not claimed. */
    abstract Claim take(CohortKey cohort, Firing firing, Patience patience);

    /** Makes the cohort of a run that died this run's. */
    abstract Ground takeFrom(DeadRun dead);

    /** What a firing got: the ground, and the slot that was claimed before. */
    record Claim(Ground ground, Optional<Instant> before) {}

    @Override
    public final CohortMemory open(CohortKey cohort, Duration patience) {
        requireOpen();
        Patience left = new Patience(patience);
        return open(cohort, turns.take(cohort, left), () -> take(cohort, left));
    }

    @Override
    public final Begun open(CohortKey cohort, Firing firing, Duration patience) {
        requireOpen();
        Patience left = new Patience(patience);
        // Of two firings at once in this process one must not skip what the other is just about to run.
        Runnable endOfClaim = claims.take(cohort, left);
        try {
            return open(cohort, firing, left);
        } finally {
            endOfClaim.run();
        }
    }

    private Begun open(CohortKey cohort, Firing firing, Patience left) {
        Runnable endOfTurn = turns.takeAtOnce(cohort).orElseThrow(() -> overlap(cohort, firing, left));
        AtomicReference<Optional<Instant>> before = new AtomicReference<>();
        CohortMemory memory = open(cohort, endOfTurn, () -> {
            Claim claim = take(cohort, firing, left);
            before.set(claim.before());
            return claim.ground();
        });
        return new Begun(memory, before.get());
    }

    /** A run of this process has the cohort; whether it is this one that skips the firing, the database says. */
    private OverlapException overlap(CohortKey cohort, Firing firing, Patience patience) {
        int inARow = door.inTurn("claiming a firing", patience, session -> {
            StoredFirings.claim(session, firing);
            return StoredFirings.skip(session, firing);
        });
        return new OverlapException(Turns.taken(cohort), inARow);
    }

    @Override
    public final CohortMemory takeOver(DeadRun dead) {
        requireOpen();
        CohortKey cohort = dead.cohort();
        Runnable endOfTurn = turns.takeAtOnce(cohort).orElseThrow(() -> new ClaimedException(Turns.taken(cohort)));
        return open(cohort, endOfTurn, () -> takeFrom(dead));
    }

    private CohortMemory open(CohortKey cohort, Runnable endOfTurn, Supplier<Ground> taking) {
        Opened opened = new Opened(endOfTurn);
        try {
            opened.ground = taking.get();
            opened.memory = StoredCohort.open(opened.ground, cohort, clock, opened);
        } finally {
            if (opened.memory == null) {
                opened.run();
            }
        }
        open.add(opened.memory);
        closeIfTooLate(opened.memory);
        return opened.memory;
    }

    /** Gives back what an open cohort holds. */
    private final class Opened implements Runnable {
        private final Runnable endOfTurn;
        private Ground ground;
        private StoredCohort memory;

        Opened(Runnable endOfTurn) {
            this.endOfTurn = endOfTurn;
        }

        @Override
        public void run() {
            if (memory != null) {
                open.remove(memory);
            }
            try {
                if (ground != null) {
                    ground.giveBack();
                }
            } finally {
                endOfTurn.run();
            }
        }
    }

    @Override
    public final List<KnownCohort> known(String audience, Duration patience) {
        return read("looking for cohorts", patience, session -> StoredStanding.ofAudience(session, audience));
    }

    @Override
    public final List<String> resting(Duration patience) {
        return read(
                "looking which audiences rest",
                patience,
                session -> session.list(MembershipSql.RESTING, row -> row.getString(1)));
    }

    @Override
    public final List<String> lastReports(Duration patience) {
        return read(
                "reading the last reports",
                patience,
                session -> session.list(MembershipSql.LAST_REPORTS, row -> row.getString(1)));
    }

    @Override
    public final List<String> history(String audience, Duration patience) {
        return read(
                "reading its history",
                patience,
                session -> session.list(MembershipSql.HISTORY, row -> row.getString(1), audience));
    }

    @Override
    public final Optional<Instant> lastGood(String audience, Duration patience) {
        List<Long> found = read(
                "looking for the last good run",
                patience,
                session -> session.list(MembershipSql.LAST_GOOD, row -> row.getObject(1, Long.class), audience));
        return found.stream()
                .filter(Objects::nonNull)
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                .findFirst();
    }

    @Override
    public final long forgetRuns(Instant before, Duration patience) {
        requireOpen();
        return door.exists()
                ? door.use(
                        "forgetting old runs",
                        new Patience(patience),
                        session -> session.update(MembershipSql.FORGET_RUNS, StoredRuns.micros(before)))
                : 0;
    }

    private <T> List<T> read(String doing, Duration patience, SqlSession.Work<List<T>> work) {
        requireOpen();
        return door.exists() ? door.use(doing, new Patience(patience), work) : List.of();
    }

    @Override
    public final WorkspaceMemory workspace(WorkspaceKey workspace) {
        return new StoredWorkspace(door, workspace, clock);
    }

    @Override
    public final void alerts(UnaryOperator<List<KeptAlert>> change, Duration patience) {
        requireOpen();
        door.inTurn("noting alerts", new Patience(patience), session -> {
            List<KeptAlert> before = session.list(MembershipSql.ALERTS, SqlMembership::alert);
            List<KeptAlert> after = change.apply(before);
            if (!after.equals(before)) {
                session.update(MembershipSql.CLOSE_ALERTS);
                for (KeptAlert each : after) {
                    session.update(
                            MembershipSql.ADD_ALERT, each.workspace(), each.audience(), each.code(), each.content());
                }
            }
            return after;
        });
    }

    private static KeptAlert alert(ResultSet row) throws SQLException {
        return new KeptAlert(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(StoredCohort::closeUnfinished);
    }

    /** The store may have been closed while this one was being opened, and did not see it. */
    private void closeIfTooLate(StoredCohort memory) {
        if (closed) {
            memory.close();
            requireOpen();
        }
    }

    void requireOpen() {
        if (closed) {
            throw new StateException("The membership store is closed: the program is ending");
        }
    }
}
