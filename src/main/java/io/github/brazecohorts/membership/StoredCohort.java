// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One cohort's memory in a database. Has two connections: for sets, and for the small notes made while changes are read. */
final class StoredCohort implements CohortMemory {
    private static final long MANY = 10_000;

    private final Ground ground;
    private final SqlSession sets;
    private final SqlSession notes;
    private final int cohort;
    private final Clock clock;
    private final Instant begun;
    private final Fold fold;
    private final StoredRuns runs;
    private final Difference difference;
    private final StoredStanding standing;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Difference.Result compared;
    private volatile Intent intent;
    private volatile boolean isOver;

    private StoredCohort(Ground ground, SqlSession sets, SqlSession notes, int cohort, Clock clock, Runnable release) {
        this.ground = ground;
        this.sets = sets;
        this.notes = notes;
        this.cohort = cohort;
        this.clock = clock;
        this.begun = clock.instant();
        this.release = release;
        this.fold = new Fold(cohort, ground.failures(), clock);
        this.runs = new StoredRuns(cohort);
        this.difference = new Difference(cohort, begun, ground.failures());
        this.standing = new StoredStanding(cohort);
    }

    /**
     * @param ground is given back by the caller if this fails, else by {@code release}
     * @param release what is to be done when it is closed
     */
    static StoredCohort open(Ground ground, CohortKey key, Clock clock, Runnable release) {
        SqlSession sets = ground.connect();
        try {
            int cohort = sets.transaction("finding the cohort", s -> {
                ground.requireHeld(s);
                return numberOf(s, key);
            });
            return new StoredCohort(ground, sets, ground.connect(), cohort, clock, release);
        } catch (RuntimeException failed) {
            sets.close();
            throw failed;
        }
    }

    @Override
    public List<Settlement> settle() {
        endIntent();
        long folded = heavily("folding what was delivered into the membership", fold::all);
        measureIfMany(folded, "member");
        return sets.alone("listing the runs without a report", runs::withoutReport);
    }

    @Override
    public Staging stage() {
        return ground.stage(sets);
    }

    @Override
    public Comparison compare(Staging sealed, Terms terms) {
        StagedAudience staged = staged(sealed);
        compared = null;
        compared = heavily("comparing the audience with the membership", s -> {
            runs.requireSettled(s);
            return difference.compare(s, staged, terms);
        });
        return compared.found();
    }

    @Override
    public Comparison rehearse(Staging sealed, Terms terms) {
        StagedAudience staged = staged(sealed);
        return ground.heavily(() -> sets.rehearsal("planning", s -> {
                    ground.requireHeld(s);
                    fold.all(s);
                    return difference.compare(s, staged, terms);
                }))
                .found();
    }

    @Override
    public long intend(String runId, Owner owner, Release release) {
        Difference.Result intended = compared;
        if (intended == null) {
            throw new IllegalStateException("a run intends what was compared before it, once");
        }
        compared = null;
        Intent.Written written = heavily("writing down what the run intends", s -> {
            runs.requireSettled(s);
            runs.requireNew(s, runId);
            standing.own(s, owner);
            return Intent.write(s, cohort, runId, owner.audience(), begun, intended, release);
        });
        measureIfMany(written.changes(), "change");
        intent = new Intent(ground, notes, sets, clock, written);
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
    public void requireHeld() {
        notes.alone("looking whether the cohort is this run's", s -> {
            ground.requireHeld(s);
            return null;
        });
        ground.requireFirm(); // the look may have taken long
    }

    @Override
    public void answered(long first, long last, Outcome outcome) {
        intent().answered(first, last, outcome);
    }

    @Override
    public long members() {
        return sets.alone("reading its members", s -> Seal.written(s, cohort).members());
    }

    @Override
    public Optional<String> name() {
        return sets.alone("reading a name", standing::name);
    }

    @Override
    public void named(String name) {
        write("remembering a name", s -> s.update(MembershipSql.SET_NAME, name, cohort));
    }

    @Override
    public List<KnownCohort> known(String audience) {
        return sets.alone("looking for cohorts", s -> standing.known(s, audience));
    }

    @Override
    public void approve(long removals) {
        write("remembering an approval", s -> s.update(MembershipSql.APPROVE, removals, cohort));
    }

    @Override
    public long distrust() {
        return heavily("distrusting what was delivered", s -> {
            runs.requireSettled(s);
            return standing.distrust(s);
        });
    }

    @Override
    public boolean isUnsettled() {
        return sets.alone("looking for lost answers", standing::isUnsettled);
    }

    @Override
    public boolean forget() {
        return heavily("forgetting a cohort", s -> {
            runs.requireSettled(s);
            return standing.forget(s);
        });
    }

    @Override
    public boolean rests(String audience) {
        return sets.alone("looking whether an audience rests", s -> StoredStanding.rests(s, audience));
    }

    @Override
    public void rest(String audience, boolean rests) {
        write("letting an audience rest or go on", s -> {
            StoredStanding.rest(s, audience, rests);
            return null;
        });
    }

    @Override
    public void remember(String runId, String audience, String status, String report) {
        write("remembering a report", s -> {
            runs.report(s, runId, audience, begun, status, report);
            return null;
        });
    }

    @Override
    public void leave(boolean unfinished) {
        isOver = true;
        ground.leaves(unfinished);
    }

    /** Closes it while its run is under way. */
    void closeUnfinished() {
        if (!isOver) {
            ground.leaves(true);
        }
        close();
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

    private <T> T heavily(String doing, SqlSession.Work<T> work) {
        return ground.heavily(() -> write(doing, work));
    }

    /** Not within the transaction: others would wait for its end. */
    private void measureIfMany(long changes, String table) {
        if (changes > MANY) {
            sets.alone("looking how much is in it", s -> {
                s.measure(table);
                return null;
            });
        }
    }

    /** Nothing is written on ground that was lost. */
    private <T> T write(String doing, SqlSession.Work<T> work) {
        return sets.transaction(doing, s -> {
            ground.requireHeld(s);
            return work.in(s);
        });
    }

    private Intent intent() {
        Intent current = intent;
        if (current == null) {
            throw new IllegalStateException("no run has written down what it intends");
        }
        return current;
    }

    private void endIntent() {
        Intent current = intent;
        if (current != null) {
            current.end();
        }
    }

    private static StagedAudience staged(Staging sealed) {
        if (!(sealed instanceof StagedAudience staged)) {
            throw new IllegalArgumentException("an audience is compared where it was staged");
        }
        staged.requireIntact();
        return staged;
    }

    private static int numberOf(SqlSession session, CohortKey key) throws SQLException {
        Object[] parts = {key.workspace(), key.endpoint(), key.partner(), key.cohortId()};
        List<Integer> found = session.list(MembershipSql.FIND_COHORT, row -> row.getInt(1), parts);
        if (found.isEmpty()) {
            String version = session.one(MembershipSql.VERSION, row -> row.getString(1));
            session.update(
                    MembershipSql.ADD_COHORT, key.workspace(), key.endpoint(), key.partner(), key.cohortId(), version);
            found = session.list(MembershipSql.FIND_COHORT, row -> row.getInt(1), parts);
        }
        return found.get(0);
    }
}
