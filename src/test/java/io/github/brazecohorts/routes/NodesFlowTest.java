// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.brazecohorts.membership.PostgresServer;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one state in PostgreSQL, in one process; they share the warehouse and the stand-in of the first. */
class NodesFlowTest {
    private static final String SCHEMA = "nodes_flow";
    private static final String HOURLY = "0 0 * * * ?";
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    final PostgresServer state = new PostgresServer();

    @TempDir
    Path folder;

    private final Held held = new Held();

    /** Tells when what it holds has arrived. */
    private static final class Held extends CountDownLatch {
        private volatile boolean arrived;

        Held() {
            super(1);
        }

        boolean hasArrived() {
            return arrived;
        }

        @Override
        public void await() throws InterruptedException {
            arrived = true;
            super.await();
        }
    }

    private Bench here;
    private Bench there;

    @BeforeEach
    void shareTheState() throws Exception {
        state.tamper("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
        here = node("here");
        there = node("there").setting("braze.instance", here.braze.endpoint());
        there.setting(
                "camel.beans.warehouse.jdbcUrl",
                "jdbc:duckdb:" + folder.resolve("here/warehouse.duckdb;jdbc_stream_results=true"));
        here.people("ada", "bob");
    }

    private Bench node(String name) {
        Bench node = new Bench(folder.resolve(name));
        node.route("alerts").insertBehind("log-report", "to: {id: tell-team, uri: mock:reports}");
        return node.setting("state.jdbc-url", state.jdbcUrl())
                .setting("state.schema", SCHEMA)
                .setting("braze.retries", 0)
                .audience(
                        Bench.PEOPLE,
                        "cohortName",
                        "People",
                        "query",
                        "SELECT external_id FROM people",
                        "schedule",
                        HOURLY);
    }

    @AfterEach
    void close() {
        held.countDown();
        there.close();
        here.close();
    }

    private static long told(Bench node) {
        return node.context().getEndpoint("mock:reports", MockEndpoint.class).getReceivedCounter();
    }

    @Test
    void oneNodeRunsAFiringAndTheOtherSaysNothing() {
        here.start();
        there.start();

        assertThat(here.syncAsScheduled().status()).isEqualTo("completed");
        RunReport elsewhere = there.syncAsScheduled();

        assertThat(elsewhere.status()).isEqualTo("skipped");
        assertThat(elsewhere.alerts()).isEmpty();
        assertThat(told(here)).isEqualTo(1);
        assertThat(told(there)).isZero();
        assertThat(here.requests()).isEqualTo(2);
    }

    @Test
    void withoutUnlessElsewhereEveryNodeTellsOfAFiring() {
        there.route("cohort-sync").unwrap("unless-elsewhere");
        here.start();
        there.start();

        here.syncAsScheduled();
        there.syncAsScheduled();

        assertThat(told(there)).isEqualTo(1);
    }

    @Test
    void byHandARunIsNoFiring() {
        here.start();
        there.start();
        here.syncAsScheduled();
        assertThat(there.sync().status()).isEqualTo("completed");
        assertThat(told(there)).isEqualTo(1);
    }

    @Test
    void aNodeThatNeverGetsAFiringRaisesNoAlert() {
        for (int hours : new int[] {1, 2, 6}) {
            here.startLater(Duration.ofHours(hours)).syncAsScheduled();
            RunReport elsewhere = there.startLater(Duration.ofHours(hours)).syncAsScheduled();
            assertThat(elsewhere.alerts()).isEmpty();
        }
        here.people("ada", "bob", "cyd");
        here.braze.fault(Fault.answer(503).always());

        assertThat(Bench.codes(there.startLater(Duration.ofHours(8)).syncAsScheduled()))
                .as("the good run of the other node was two hours ago")
                .containsExactly("braze-unavailable");
        assertThat(Bench.codes(there.startLater(Duration.ofHours(9)).syncAsScheduled()))
                .containsExactly("braze-unavailable", "no-run");
    }

    @Test
    void skippedFiringsAreCountedOnAllNodesTogether() {
        here.start();
        here.braze.fault(Fault.hold(held).onUsers());
        CompletableFuture<RunReport> running = here.begin();
        await().until(() -> here.requests() == 1);

        assertThat(there.startLater(Duration.ofHours(1)).syncAsScheduled().alerts())
                .isEmpty();
        assertThat(there.startLater(Duration.ofHours(2)).syncAsScheduled().alerts())
                .isEmpty();
        assertThat(there.syncAsScheduled().alerts()).as("claimed already").isEmpty();
        RunReport third = there.startLater(Duration.ofHours(3)).syncAsScheduled();

        assertThat(third.status()).isEqualTo("skipped");
        assertThat(Bench.codes(third)).containsExactly("overlap", "no-run");
        held.countDown();
        assertThat(running.join().status()).isEqualTo("completed");
    }

    @Test
    void theRunOfADeadNodeIsTakenOver() throws Exception {
        CompletableFuture<RunReport> cutOff = cutOffIn(Fault.hold(held).onUsers());

        there.startWithSchedules();

        await().atMost(A_MINUTE).until(() -> told(there) == 1);
        assertThat(here.members()).containsExactlyInAnyOrder("ada", "bob");
        held.countDown();
        RunReport report = cutOff.join();
        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("state-failed");
        assertThat(report.alerts().get(0).whatHappened()).contains("is another node's by now");
        assertThat(there.sync().unchanged()).isEqualTo(2);
    }

    @Test
    void theRunOfANodeThatIsEndedGoesOnElsewhere() throws Exception {
        there.route("cohort-sync").setParameter("now-and-then", "delay", 0);
        there.route("cohort-sync").setParameter("now-and-then", "period", 200);
        here.start();
        here.braze.fault(Fault.hold(held).onName());
        CompletableFuture<RunReport> running = CompletableFuture.supplyAsync(here::syncAsScheduled);
        await().atMost(A_MINUTE).until(() -> held.hasArrived());
        here.context().addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                held.countDown();
            }
        });
        here.stop();
        assertThat(running.join().undelivered()).isEqualTo(2);
        assertThat(here.members()).isEmpty();

        try (Logged logged = new Logged()) {
            there.startWithSchedules();
            await().atMost(A_MINUTE).until(() -> told(there) == 1);
            assertThat(logged.lines(Level.WARN)).anyMatch(line -> line.contains("which did not finish it"));
        }
        assertThat(here.members()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void aNodeThatLostItsCohortDoesNotEvenNameIt() throws Exception {
        here.setting("braze.retries", 3);
        CompletableFuture<RunReport> cutOff =
                cutOffIn(Fault.answer(503).onName().heldBy(held));

        held.countDown();

        assertThat(Bench.codes(cutOff.join())).containsExactly("state-failed");
        assertThat(here.requests()).as("the one that was under way").isEqualTo(1);
    }

    @Test
    void oneFiringMakesUpForAllThatWereMissedAndSaysSo() {
        here.start().syncAsScheduled();
        there.startLater(Duration.ofHours(3));

        try (Logged logged = new Logged()) {
            assertThat(there.syncAsScheduled().status()).isEqualTo("completed");
            assertThat(logged.lines(Level.INFO))
                    .anyMatch(line -> line.contains("makes up, once, for the firings since "));
        }
        assertThat(there.syncAsScheduled().status()).isEqualTo("skipped");
    }

    @Test
    void whoRunsNoSchedulesTakesOverNothing() throws Exception {
        cutOffIn(Fault.hold(held).onUsers());

        there.start();

        assertThat(there.context()
                        .getRouteController()
                        .getRouteStatus("take-over-runs")
                        .isStopped())
                .isTrue();
    }

    @Test
    void whatTheNodeDoesNotRunBySchedulesItDoesNotTakeOver() throws Exception {
        cutOffIn(Fault.hold(held).onUsers());
        there.audience(Bench.PEOPLE, "cohortName", "People", "query", "SELECT external_id FROM people")
                .audience(
                        "ticking",
                        "cohortName",
                        "T",
                        "query",
                        "SELECT 'tick' AS external_id",
                        "schedule",
                        "* * * * * ?");

        there.startWithSchedules();

        await().atMost(A_MINUTE).until(() -> here.braze.members("amperity-T").contains("tick"));
        assertThat(here.members()).isEmpty();
    }

    /** As a node that is killed in its first request leaves it; this one lives, and is to find out. */
    private CompletableFuture<RunReport> cutOffIn(Fault request) throws Exception {
        there.route("cohort-sync").setParameter("now-and-then", "delay", 0);
        there.route("cohort-sync").setParameter("now-and-then", "period", 200);
        here.start();
        here.braze.fault(request);
        CompletableFuture<RunReport> running = CompletableFuture.supplyAsync(here::syncAsScheduled);
        await().atMost(A_MINUTE).until(() -> held.hasArrived());
        state.tamper("SET search_path TO " + SCHEMA
                + "; UPDATE lease SET token = nextval('lease_token'), expires_at = clock_timestamp()");
        return running;
    }
}
