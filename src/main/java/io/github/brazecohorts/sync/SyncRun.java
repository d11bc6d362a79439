// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.delivery.FirstAlone;
import io.github.brazecohorts.delivery.InFlight;
import io.github.brazecohorts.membership.CohortKey;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.Comparison;
import io.github.brazecohorts.membership.Staging;
import io.github.brazecohorts.report.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run of one audience: what it holds, what it has counted, and whether it still goes on. It travels with the
 * exchanges of the run as the property {@value #PROPERTY}.
 */
public final class SyncRun {
    /** As which property of its exchanges the routes keep it. */
    static final String PROPERTY = "brazeCohortsRun";

    /** The code of an end that nobody is alerted of. */
    static final String NO_ALERT = "none";

    /** Why a run stopped before its end. */
    record Stop(RunStatus status, String code, String cause) {
        /** Whether nobody is alerted. */
        boolean isQuiet() {
            return code.equals(NO_ALERT);
        }
    }

    private final String id;
    private final Audience audience;
    private final Workspace workspace;
    private final boolean scheduled;
    private final boolean plan;
    private final Instant startedAt;
    private final long started = System.nanoTime();
    private final Tally tally = new Tally();
    private final FirstAlone firstAlone = new FirstAlone();
    private final InFlight inFlight = new InFlight();
    private final List<Stop> stops = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Thread waiting;
    private boolean deliveredAll;
    private CohortMemory memory;
    private Staging staging;
    private Comparison comparison;

    SyncRun(String id, Audience audience, Workspace workspace, boolean scheduled, boolean plan, Instant startedAt) {
        this.id = id;
        this.audience = audience;
        this.workspace = workspace;
        this.scheduled = scheduled;
        this.plan = plan;
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
        return !plan;
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

    boolean scheduled() {
        return scheduled;
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

    CohortKey cohort() {
        return cohort(audience, workspace);
    }

    /** What identifies the cohort of an audience. */
    static CohortKey cohort(Audience audience, Workspace workspace) {
        return new CohortKey(
                workspace.name(),
                workspace.identity(),
                workspace.partner(),
                audience.cohortId(workspace.cohortIdPrefix()));
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

    void compared(Comparison result) {
        comparison = result;
    }

    Optional<Comparison> comparison() {
        return Optional.ofNullable(comparison);
    }

    /**
     * Ends the run: nothing is started any more. The first reason gives the status; a reason of the same code is
     * counted once, however many requests met it. What fails after an end without an alert is only its consequence.
     *
     * @return whether the reason is new
     */
    boolean stop(RunStatus status, String code, String cause) {
        synchronized (stops) {
            if (stops.stream().anyMatch(known -> known.isQuiet() || known.code().equals(code))) {
                return false;
            }
            stops.add(new Stop(status, code, cause));
        }
        firstAlone.close();
        stopped.countDown();
        return true;
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Notes that every change was handed out and answered, or that there was none. */
    void deliveredAll() {
        deliveredAll = true;
    }

    /** Whether it came to the end of its delivery; the end of the program may have been asked for meanwhile. */
    boolean hasDeliveredAll() {
        return deliveredAll && stops().stream().allMatch(Stop::isQuiet);
    }

    /** @throws StoppedException if the run is stopped */
    void requireGoingOn() throws StoppedException {
        if (isStopped()) {
            throw new StoppedException();
        }
    }

    /** Why the run stopped, the first reason first; empty if it did not. */
    List<Stop> stops() {
        synchronized (stops) {
            return List.copyOf(stops);
        }
    }

    /** Waits, or returns true at once when the run is stopped. */
    boolean awaitStop(long nanos) throws InterruptedException {
        return stopped.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** The thread that waits for the cohort; null when it does no longer. */
    synchronized void waits(Thread thread) {
        waiting = thread;
        if (thread == null && isStopped()) {
            // The interruption was meant for the waiting alone.
            Thread.interrupted();
        }
    }

    /** Calls off the waiting for the cohort. */
    synchronized void stopWaiting() {
        if (waiting != null) {
            waiting.interrupt();
        }
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
