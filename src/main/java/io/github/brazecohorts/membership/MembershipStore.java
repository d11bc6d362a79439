// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The database that remembers what was delivered, for any number of cohorts. For several threads. */
public interface MembershipStore extends AutoCloseable {
    /** Whether several nodes may share it: a server has it, and no file here. */
    boolean isShared();

    /**
     * Takes a cohort for one run. The database itself is held open only as long as some cohort of it is.
     *
     * @param patience how long to wait if another run has the cohort, or another process the embedded database
     * @throws TakenException if it is still taken after that; names who has it, if that can be known
     * @throws StateException if the database cannot be opened, or was written by a newer program
     */
    CohortMemory open(CohortKey cohort, Duration patience);

    /**
     * Takes a cohort for a firing of an audience's schedule. Of all who share the database one gets a firing, and whoever
     * does skips it if a run has the cohort. Claiming the firing and taking the cohort are one step: who is killed behind
     * it leaves a {@link DeadRun}, and who is killed before it leaves the firing to another.
     *
     * @param patience how long to wait if another process has the embedded database, or this one is just claiming another
     *     firing of the cohort
     * @throws ClaimedException if this firing, or a later one, is claimed
     * @throws OverlapException if a run has the cohort
     * @throws TakenException if another process has the embedded database after that
     * @throws StateException as with {@link #open(CohortKey, Duration)}
     */
    Begun open(CohortKey cohort, Firing firing, Duration patience);

    /** The runs of the last day that died and that nobody has taken over; none in an embedded database. */
    List<DeadRun> deadRuns();

    /**
     * Takes the cohort of a run that died. Of all who try, one gets it; should its run die as well, nobody takes that over.
     *
     * @throws ClaimedException if somebody else has it, or the run is this process's own and goes on
     * @throws StateException as with {@link #open(CohortKey, Duration)}
     */
    CohortMemory takeOver(DeadRun dead);

    /**
     * Looks whether the database can be used, and changes nothing: it is neither made nor brought up to date.
     *
     * @param patience as with {@link #open}
     * @throws TakenException if it is still taken after that
     * @throws StateException if it cannot be opened, read or written, or was written by a newer program
     */
    Readiness look(Duration patience);

    /**
     * Every cohort that an audience of this NAME ran, as the state knows them.
     *
     * @param patience as with {@link #open}
     */
    List<KnownCohort> known(String audience, Duration patience);

    /**
     * The NAME of every audience that was retired, and whose schedule rests.
     *
     * @param patience as with {@link #open}
     */
    List<String> resting(Duration patience);

    /**
     * The last report of each cohort and audience, but of test audiences.
     *
     * @param patience as with {@link #open}
     */
    List<String> lastReports(Duration patience);

    /**
     * The reports of all runs of an audience that are remembered, the latest first.
     *
     * @param patience as with {@link #open}
     */
    List<String> history(String audience, Duration patience);

    /**
     * Forgets the runs that began before that time, with their reports. The last run of an audience is kept, and its last
     * good one (where there is none, its first), as long as it has a cohort; so is what was not folded yet.
     *
     * @param patience as with {@link #open}
     * @return how many were forgotten
     */
    long forgetRuns(Instant before, Duration patience);

    /** What is remembered of a workspace. Its methods wait for nobody, so they are for who holds a cohort of it. */
    WorkspaceMemory workspace(WorkspaceKey workspace);

    /**
     * Changes which alerts are open: all of it or nothing, and one caller after the other.
     *
     * @param change makes of those that are open those that are open from now on
     * @param patience as with {@link #open}
     */
    void alerts(UnaryOperator<List<KeptAlert>> change, Duration patience);

    /**
     * Since when an audience is without a run that ended {@code completed} or {@code held}: when the last such run began,
     * or else its first run of all. Empty before that. Test audiences do not count.
     *
     * @param patience as with {@link #open}
     */
    Optional<Instant> lastGood(String audience, Duration patience);

    /** Ends all that is open. */
    @Override
    void close();
}
