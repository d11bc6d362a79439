// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The membership in an embedded DuckDB file. One instance for a file and process: it is what keeps two runs of this
 * process apart. Other processes are kept apart by DuckDB, which lets one at a time have the file: it is open only
 * while a cohort of it is, and given back with the last one.
 *
 * <p>The file, its log ({@code .wal}) and its working folder ({@code .work}) are its owner's alone (modes 0600 and 0700)
 * where the file system knows modes. Takes up to 600 MB of memory beside the Java heap, and room in the working folder
 * for about three times the audience. What needs much memory is done for one cohort at a time.
 */
public final class DuckDbMembership implements MembershipStore {
    private final DuckDbFile file;
    private final Clock clock;
    private final ReentrantLock heavy = new ReentrantLock(true);
    private final ConcurrentMap<CohortKey, Semaphore> turns = new ConcurrentHashMap<>();
    private final Set<DuckDbCohort> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Touches nothing yet.
     *
     * @param file the database file; it and its folder are created when they are first needed
     * @param clock gives the times that are written down
     * @throws IllegalArgumentException for a path with {@code ?} or {@code ;} in it, which DuckDB misreads
     */
    public DuckDbMembership(Path file, Clock clock) {
        this.file = new DuckDbFile(file);
        this.clock = clock;
    }

    @Override
    public CohortMemory open(CohortKey cohort, Duration patience) {
        requireOpen();
        Patience left = new Patience(patience);
        Semaphore turn = turns.computeIfAbsent(cohort, key -> new Semaphore(1, true));
        left.await(
                nanos -> turn.tryAcquire(nanos, TimeUnit.NANOSECONDS),
                () -> "The cohort " + cohort.cohortId() + " of workspace " + cohort.workspace()
                        + " is taken by another run of this process");
        boolean opened = false;
        try {
            DuckDbCohort memory = openHeld(cohort, left, turn);
            opened = true;
            closeIfTooLate(memory);
            return memory;
        } finally {
            if (!opened) {
                turn.release();
            }
        }
    }

    private DuckDbCohort openHeld(CohortKey cohort, Patience patience, Semaphore turn) {
        file.hold(patience);
        boolean opened = false;
        try {
            Opened opening = new Opened(turn);
            opening.memory = DuckDbCohort.open(file, cohort, clock, heavy, opening);
            open.add(opening.memory);
            opened = true;
            return opening.memory;
        } finally {
            if (!opened) {
                file.release();
            }
        }
    }

    /** Gives back what an open cohort holds. */
    private final class Opened implements Runnable {
        private final Semaphore turn;
        private DuckDbCohort memory;

        Opened(Semaphore turn) {
            this.turn = turn;
        }

        @Override
        public void run() {
            open.remove(memory);
            try {
                file.release();
            } finally {
                turn.release();
            }
        }
    }

    @Override
    public Readiness look(Duration patience) {
        requireOpen();
        return file.look(new Patience(patience));
    }

    @Override
    public List<KnownCohort> known(String audience, Duration patience) {
        return read("looking for cohorts", patience, session -> DuckDbStanding.ofAudience(session, audience));
    }

    @Override
    public List<String> resting(Duration patience) {
        return read(
                "looking which audiences rest",
                patience,
                session -> session.list(DuckDbSql.RESTING, row -> row.getString(1)));
    }

    @Override
    public List<String> lastReports(Duration patience) {
        return read(
                "reading the last reports",
                patience,
                session -> session.list(DuckDbSql.LAST_REPORTS, row -> row.getString(1)));
    }

    @Override
    public List<String> history(String audience, Duration patience) {
        return read(
                "reading its history",
                patience,
                session -> session.list(DuckDbSql.HISTORY, row -> row.getString(1), audience));
    }

    @Override
    public Optional<Instant> lastGood(String audience, Duration patience) {
        List<Long> found = read(
                "looking for the last good run",
                patience,
                session -> session.list(DuckDbSql.LAST_GOOD, row -> row.getObject(1, Long.class), audience));
        return found.stream()
                .filter(Objects::nonNull)
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                .findFirst();
    }

    private <T> List<T> read(String doing, Duration patience, SqlSession.Work<List<T>> work) {
        requireOpen();
        return file.exists() ? file.use(new Patience(patience), session -> session.alone(doing, work)) : List.of();
    }

    @Override
    public WorkspaceMemory workspace(WorkspaceKey workspace) {
        return new DuckDbWorkspace(file, workspace, clock);
    }

    @Override
    public void alerts(UnaryOperator<List<KeptAlert>> change, Duration patience) {
        requireOpen();
        file.alone(
                new Patience(patience),
                session -> session.transaction("noting alerts", within -> {
                    List<KeptAlert> before = within.list(
                            DuckDbSql.ALERTS,
                            row -> new KeptAlert(
                                    row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
                    List<KeptAlert> after = change.apply(before);
                    if (!after.equals(before)) {
                        within.update(DuckDbSql.CLOSE_ALERTS);
                        for (KeptAlert alert : after) {
                            within.update(
                                    DuckDbSql.ADD_ALERT,
                                    alert.workspace(),
                                    alert.audience(),
                                    alert.code(),
                                    alert.content());
                        }
                    }
                    return after;
                }));
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(DuckDbCohort::close);
    }

    /** The store may have been closed while this one was being opened, and did not see it. */
    private void closeIfTooLate(DuckDbCohort memory) {
        if (closed) {
            memory.close();
            requireOpen();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StateException("The membership store is closed: the program is ending");
        }
    }
}
