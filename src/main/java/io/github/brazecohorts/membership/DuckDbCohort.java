// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/** One cohort's memory in DuckDB. Has two connections: for sets, and for the small notes made while changes are read. */
final class DuckDbCohort implements CohortMemory {
    private final DuckDbFile file;
    private final SqlSession sets;
    private final SqlSession notes;
    private final int cohort;
    private final Clock clock;
    private final Instant begun;
    private final Lock heavy;
    private final DuckDbFold fold;
    private final DuckDbRuns runs;
    private final DuckDbComparing comparing;
    private final DuckDbStanding standing;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();
    private DuckDbComparing.Result compared;
    private volatile DuckDbIntent intent;

    private DuckDbCohort(
            DuckDbFile file, SqlSession sets, SqlSession notes, int cohort, Clock clock, Lock heavy, Runnable release) {
        this.file = file;
        this.sets = sets;
        this.notes = notes;
        this.cohort = cohort;
        this.clock = clock;
        this.begun = clock.instant();
        this.heavy = heavy;
        this.release = release;
        this.fold = new DuckDbFold(cohort, file.failures(), clock);
        this.runs = new DuckDbRuns(cohort);
        this.comparing = new DuckDbComparing(cohort, begun, file.failures());
        this.standing = new DuckDbStanding(cohort);
    }

    /**
     * @param file held by the caller
     * @param heavy held while sets are worked on, so that the memory limit is one run's
     * @param release what is to be done when it is closed
     */
    static DuckDbCohort open(DuckDbFile file, CohortKey key, Clock clock, Lock heavy, Runnable release) {
        SqlSession sets = file.connect();
        try {
            int cohort = sets.transaction("finding the cohort", s -> numberOf(s, key));
            return new DuckDbCohort(file, sets, file.connect(), cohort, clock, heavy, release);
        } catch (RuntimeException failed) {
            sets.close();
            throw failed;
        }
    }

    @Override
    public List<Settlement> settle() {
        endIntent();
        return heavily(() -> {
            sets.transaction("folding what was delivered into the membership", s -> {
                fold.all(s);
                return null;
            });
            return sets.alone("listing the runs without a report", runs::withoutReport);
        });
    }

    @Override
    public Staging stage() {
        return new SpillFile(file.newWorkFile());
    }

    @Override
    public Comparison compare(Staging sealed, Terms terms) {
        SpillFile spill = spill(sealed);
        compared = null;
        compared = heavily(() -> sets.transaction("comparing the audience with the membership", s -> {
            runs.requireSettled(s);
            return comparing.compare(s, spill, terms);
        }));
        return compared.found();
    }

    @Override
    public Comparison rehearse(Staging sealed, Terms terms) {
        SpillFile spill = spill(sealed);
        return heavily(() -> sets.rehearsal("planning", s -> {
                    fold.all(s);
                    return comparing.compare(s, spill, terms);
                }))
                .found();
    }

    @Override
    public long intend(String runId, Owner owner, Release release) {
        DuckDbComparing.Result intended = compared;
        if (intended == null) {
            throw new IllegalStateException("a run intends what was compared before it, once");
        }
        compared = null;
        DuckDbIntent.Written written = heavily(() -> sets.transaction("writing down what the run intends", s -> {
            runs.requireSettled(s);
            runs.requireNew(s, runId);
            standing.own(s, owner);
            return DuckDbIntent.write(s, cohort, runId, owner.audience(), begun, intended, release);
        }));
        intent = new DuckDbIntent(file, notes, sets, clock, written);
        return written.changes();
    }

    @Override
    public Iterator<Change> changes() {
        return intent().changes();
    }

    @Override
    public void mayLeave(long first, long last) {
        intent().mayLeave(first, last);
    }

    @Override
    public void answered(long first, long last, Outcome outcome) {
        intent().answered(first, last, outcome);
    }

    @Override
    public long members() {
        return sets.alone(
                "reading its members", s -> DuckDbSeal.written(s, cohort).members());
    }

    @Override
    public Optional<String> name() {
        return sets.alone("reading a name", standing::name);
    }

    @Override
    public void named(String name) {
        file.requireInPlace();
        sets.alone("remembering a name", s -> s.update(DuckDbSql.SET_NAME, name, cohort));
    }

    @Override
    public List<KnownCohort> known(String audience) {
        return sets.alone("looking for cohorts", s -> standing.known(s, audience));
    }

    @Override
    public void approve(long removals) {
        file.requireInPlace();
        sets.alone("remembering an approval", s -> s.update(DuckDbSql.APPROVE, removals, cohort));
    }

    @Override
    public long distrust() {
        return heavily(() -> sets.transaction("distrusting what was delivered", s -> {
            runs.requireSettled(s);
            return standing.distrust(s);
        }));
    }

    @Override
    public boolean isUnsettled() {
        return sets.alone("looking for lost answers", standing::isUnsettled);
    }

    @Override
    public boolean forget() {
        return heavily(() -> sets.transaction("forgetting a cohort", s -> {
            runs.requireSettled(s);
            return standing.forget(s);
        }));
    }

    @Override
    public boolean rests(String audience) {
        return sets.alone("looking whether an audience rests", s -> DuckDbStanding.rests(s, audience));
    }

    @Override
    public void rest(String audience, boolean rests) {
        file.requireInPlace();
        sets.transaction("letting an audience rest or go on", s -> {
            DuckDbStanding.rest(s, audience, rests);
            return null;
        });
    }

    @Override
    public void remember(String runId, String audience, String status, String report) {
        file.requireInPlace();
        sets.transaction("remembering a report", s -> {
            runs.report(s, runId, audience, begun, status, report);
            return null;
        });
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            endIntent();
            try (SqlSession first = notes;
                    SqlSession second = sets) {
                compared = null;
            } finally {
                release.run();
            }
        }
    }

    private <T> T heavily(Supplier<T> work) {
        heavy.lock();
        try {
            file.requireInPlace();
            return work.get();
        } finally {
            heavy.unlock();
        }
    }

    private DuckDbIntent intent() {
        DuckDbIntent current = intent;
        if (current == null) {
            throw new IllegalStateException("no run has written down what it intends");
        }
        return current;
    }

    private void endIntent() {
        DuckDbIntent current = intent;
        if (current != null) {
            current.end();
        }
    }

    private static SpillFile spill(Staging sealed) {
        if (!(sealed instanceof SpillFile spill)) {
            throw new IllegalArgumentException("an audience is compared where it was staged");
        }
        spill.requireIntact();
        return spill;
    }

    private static int numberOf(SqlSession session, CohortKey key) throws SQLException {
        Object[] parts = {key.workspace(), key.endpoint(), key.partner(), key.cohortId()};
        List<Integer> found = session.list(DuckDbSql.FIND_COHORT, row -> row.getInt(1), parts);
        if (found.isEmpty()) {
            String version = session.one(DuckDbSql.VERSION, row -> row.getString(1));
            session.update(
                    DuckDbSql.ADD_COHORT, key.workspace(), key.endpoint(), key.partner(), key.cohortId(), version);
            found = session.list(DuckDbSql.FIND_COHORT, row -> row.getInt(1), parts);
        }
        return found.get(0);
    }
}
