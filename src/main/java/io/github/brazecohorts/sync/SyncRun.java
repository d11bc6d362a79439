// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Mode;
import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.delivery.FirstAlone;
import io.github.brazecohorts.delivery.InFlight;
import io.github.brazecohorts.delivery.Narrowing;
import io.github.brazecohorts.membership.CohortKey;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.Comparison;
import io.github.brazecohorts.membership.Release;
import io.github.brazecohorts.membership.Staging;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * One run of one audience: what it holds, what it has counted, and whether it still goes on. It travels with the
 * exchanges of the run as the property {@value #PROPERTY}.
 */
public final class SyncRun {
    /** As which property of its exchanges the routes keep it. */
    static final String PROPERTY = "brazeCohortsRun";

    private final String id;
    private final Audience audience;
    private final boolean test;
    private final Workspace workspace;
    private final Asked asked;
    private final Instant startedAt;
    private final long started = System.nanoTime();
    private final Tally tally = new Tally();
    private final FirstAlone firstAlone = new FirstAlone();
    private final InFlight inFlight = new InFlight();
    private final Narrowing narrowing = new Narrowing();
    private final Stops stops = new Stops();
    private final Waiting waiting = new Waiting();

    private final List<String> audiences;
    private final boolean stateShared;
    private final List<Alert> told = new ArrayList<>();
    private Optional<Instant> defied = Optional.empty();
    private boolean deliveredAll;
    private boolean read;
    private volatile Runnable callOff = () -> {};
    private CohortMemory memory;
    private Staging staging;
    private Comparison comparison;
    private Release release;
    private long intended;
    private OptionalInt skippedInARow = OptionalInt.empty();

    /**
     * @param test whether it is about the cohort of a test audience
     * @param audiences the NAMEs of all audiences of the workspace
     * @param stateShared whether a server has the state
     */
    SyncRun(
            String id,
            Audience audience,
            boolean test,
            Workspace workspace,
            List<String> audiences,
            boolean stateShared,
            Asked asked,
            Instant startedAt) {
        this.id = id;
        this.test = test;
        this.audience = audience;
        this.workspace = workspace;
        this.audiences = audiences;
        this.stateShared = stateShared;
        this.asked = asked;
        this.startedAt = startedAt;
    }

    public String getId() {
        return id;
    }

    /** The name of the DataSource bean that the query is run on. */
    public String getSource() {
        return audience.source();
    }

    /** Whether anything is to be sent: not in a plan. */
    public boolean isDelivery() {
        return !asked.plan();
    }

    /** Whether an audience is to be read: not where a cohort is to be emptied and forgotten. */
    public boolean isReading() {
        return asked.retired().isEmpty();
    }

    /** Whether it is about the cohort of a test audience. */
    boolean isTest() {
        return test;
    }

    /** Ids in a request. */
    public int getBatchSize() {
        return workspace.batchSize();
    }

    /** Requests on the wire to its workspace, those of other runs included. */
    public int getMaxConcurrentRequests() {
        return workspace.maxConcurrentRequests();
    }

    /** What people are told of it now: alerts that are new or due again, and what is over. */
    public List<Map<String, Object>> getTold() {
        return told.stream().map(Alert::map).toList();
    }

    void tell(List<Alert> alerts) {
        told.addAll(alerts);
    }

    /** Notes that it goes on although Braze asked to wait until then. */
    void defies(Optional<Instant> end) {
        defied = end;
    }

    /** Until when Braze had asked to wait when it began. */
    Optional<Instant> defied() {
        return defied;
    }

    /** The NAMEs of all audiences of its workspace. */
    List<String> audiences() {
        return audiences;
    }

    /** Whether a server has the state. */
    boolean isStateShared() {
        return stateShared;
    }

    /** The address that names the cohort. */
    public String getCohortsUri() {
        return workspace.cohortsUri();
    }

    /** The address that changes the cohort's members. */
    public String getUsersUri() {
        return workspace.usersUri();
    }

    Audience audience() {
        return audience;
    }

    Workspace workspace() {
        return workspace;
    }

    Asked asked() {
        return asked;
    }

    Instant startedAt() {
        return startedAt;
    }

    long tookMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }

    Tally tally() {
        return tally;
    }

    FirstAlone firstAlone() {
        return firstAlone;
    }

    InFlight inFlight() {
        return inFlight;
    }

    Narrowing narrowing() {
        return narrowing;
    }

    CohortKey cohort() {
        return cohort(audience, workspace);
    }

    /** What identifies the cohort of an audience. */
    static CohortKey cohort(Audience audience, Workspace workspace) {
        return cohort(audience.cohortId(workspace.cohortIdPrefix()), workspace);
    }

    /** What identifies a cohort of the workspace. */
    static CohortKey cohort(String cohortId, Workspace workspace) {
        return new CohortKey(workspace.name(), workspace.identity(), workspace.partner(), cohortId);
    }

    /** The waiting for the cohort, which may be called off. */
    Waiting waiting() {
        return waiting;
    }

    void take(CohortMemory taken) {
        memory = taken;
    }

    Optional<CohortMemory> held() {
        return Optional.ofNullable(memory);
    }

    CohortMemory memory() {
        return held().orElseThrow(() -> new IllegalStateException("the cohort is not held"));
    }

    /** What is being read, begun at the first use. */
    Staging staging() {
        if (staging == null) {
            staging = memory().stage();
        }
        return staging;
    }

    /** Notes that the audience was read within the state's database. */
    void haveRead() {
        read = true;
    }

    /** Whether the query is still to be asked. */
    public boolean isUnread() {
        return !read;
    }

    /**
     * Notes what was found, and what of it is sent.
     *
     * @param changes how many changes were written down; none in a plan
     */
    void compared(Comparison found, Release released, long changes) {
        comparison = found;
        release = released;
        intended = changes;
    }

    Optional<Comparison> comparison() {
        return Optional.ofNullable(comparison);
    }

    /** What of the comparison is sent; nothing is held before it. */
    Release release() {
        return release == null ? Release.ALL : release;
    }

    /** How many ids stand rejected, by this run or an earlier one. */
    long rejected() {
        return tally.rejectedAll()
                + comparison().map(found -> found.aside().all()).orElse(0L);
    }

    /** How many of them are members who left and whose removal Braze refuses: they are still in the cohort. */
    long staying() {
        return audience.mode() == Mode.ADD
                ? 0
                : tally.rejectedRemovals.get()
                        + comparison().map(found -> found.aside().removals()).orElse(0L);
    }

    /** How many changes the run intends. */
    long intended() {
        return intended;
    }

    /**
     * Ends the run: nothing is started any more.
     *
     * @return whether the reason is new
     */
    boolean stop(RunStatus status, String code, String cause) {
        boolean isNew = stops.add(status, code, cause);
        firstAlone.close();
        callOff.run();
        return isNew;
    }

    /** What ends, when the run is stopped, that would go on for long. */
    void callOffBy(Runnable end) {
        callOff = end;
    }

    boolean isStopped() {
        return !stops.isEmpty();
    }

    /** Notes that every change was handed out and answered, or that there was none. */
    void deliveredAll() {
        deliveredAll = true;
    }

    /** Whether its schedule rests. */
    boolean isResting() {
        return hasStopped(Stops.RESTING);
    }

    /** Whether it is this node's: not where another one has its firing. */
    public boolean isOurs() {
        return !hasStopped(Stops.CLAIMED);
    }

    /** Whether it is the end of the program that stopped it. */
    boolean isEnded() {
        return stops().stream().limit(1).anyMatch(stop -> stop.code().equals(Stops.ENDED));
    }

    private boolean hasStopped(String code) {
        return stops().stream().anyMatch(stop -> stop.code().equals(code));
    }

    /** Notes how many firings in a row were skipped with this one, on all nodes. */
    void skipped(int inARow) {
        skippedInARow = OptionalInt.of(inARow);
    }

    /** As the state counts them; empty where it was not asked. */
    OptionalInt skippedInARow() {
        return skippedInARow;
    }

    /** Whether it came to the end of its delivery; the end of the program may have been asked for meanwhile. */
    boolean hasDeliveredAll() {
        return deliveredAll && stops().stream().allMatch(Stops.Stop::isQuiet);
    }

    /** @throws StoppedException if the run is stopped */
    void requireGoingOn() throws StoppedException {
        if (isStopped()) {
            throw new StoppedException();
        }
    }

    /** Why the run stopped, the first reason first; empty if it did not. */
    List<Stops.Stop> stops() {
        return stops.reasons();
    }

    /** Waits, or returns true at once when the run is stopped. */
    boolean awaitStop(long nanos) throws InterruptedException {
        return stops.await(nanos);
    }

    /**
     * Gives back what the run holds.
     *
     * @throws io.github.brazecohorts.membership.StateException if a working file cannot be deleted; the cohort is given
     *     back all the same
     */
    void close() {
        try (CohortMemory held = memory;
                Staging staged = staging) {
            memory = null;
            staging = null;
        }
    }

    @Override
    public String toString() {
        return audience.name() + " " + id;
    }
}
