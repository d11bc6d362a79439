// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.brazecohorts.membership.PostgresServer;
import io.github.brazecohorts.report.AudienceStatus;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a node shows of runs that another node had, where both are on one state in PostgreSQL. */
class SharedStateWatchingTest {
    private static final String SCHEMA = "shared_state_watching";

    @RegisterExtension
    final PostgresServer state = new PostgresServer();

    @TempDir
    Path folder;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Bench here;
    private Bench there;

    @BeforeEach
    void shareTheState() throws Exception {
        state.tamper("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
        here = node("here", state.jdbcUrl()).start();
        there = node("there", state.jdbcUrl());
        here.people("ada", "bob");
    }

    private Bench node(String name, String jdbcUrl) {
        return new Bench(folder.resolve(name))
                .bean("host-meters", registry)
                .setting("state.jdbc-url", jdbcUrl)
                .setting("state.schema", SCHEMA);
    }

    @AfterEach
    void close() {
        there.close();
        here.close();
    }

    @Test
    void metricsBeginWithTheRunsOfOtherNodes() {
        here.sync();
        registry.clear();
        there.start();

        assertThat(members()).isEqualTo(2);
    }

    @Test
    void statusTellsOfTheRunsOfOtherNodes() throws IOException {
        scheduled(here);
        scheduled(there);
        here.restart().sync();
        there.start();
        assertThat(status(there).lastRun().added()).isEqualTo(2);
        assertThat(status(there).nextRun()).isNotNull();

        here.retire(Bench.PEOPLE);

        assertThat(status(there).lastRun().removed()).isEqualTo(2);
        assertThat(status(there).nextRun()).as("it rests").isNull();
    }

    @Test
    void statusShowsHowFarARunOfItsOwnIs() throws IOException {
        here.sync();
        here.people("ada", "bob", "cem");
        CountDownLatch held = here.hold();
        here.braze.fault(Fault.hold(held));
        CompletableFuture<RunReport> run = here.begin();

        await().atMost(Duration.ofMinutes(1)).until(() -> status(here).running() != null);
        assertThat(status(here).lastRun().added()).as("the run before").isEqualTo(2);

        held.countDown();
        run.join();
        assertThat(status(here).running()).isNull();
    }

    private static void scheduled(Bench node) {
        node.audience(
                Bench.PEOPLE,
                "cohortName",
                "People",
                "query",
                "SELECT external_id FROM people",
                "schedule",
                "0 0 4 1 1 ?");
    }

    private static AudienceStatus status(Bench node) throws IOException {
        return node.module().status().get(0);
    }

    @Test
    void keysThatWereRefusedToAnotherNodeAreNotReady() {
        there.start();
        here.braze.fault(Fault.answer(401).times(1));
        here.sync();

        await().atMost(Duration.ofMinutes(1)).until(() -> troubles(there).equals(List.of("braze-cohorts-keys")));
    }

    @Test
    void aServerThatIsAwayIsNotReadyAndKeepsNobodyFromStarting() {
        there.setting("state.jdbc-url", "jdbc:postgresql://127.0.0.1:1/state?password=marker-password")
                .start();

        assertThat(troubles(there)).containsExactly("braze-cohorts-state");
        assertThat(ready(there))
                .noneMatch(result -> String.valueOf(result.getMessage()).contains("marker"));
        assertThat(members()).isNaN();
    }

    private double members() {
        return registry.get("braze.cohorts.members")
                .tags("audience", Bench.PEOPLE, "workspace", "default")
                .gauge()
                .value();
    }

    private static List<HealthCheck.Result> ready(Bench node) {
        return List.copyOf(HealthCheckHelper.invokeReadiness(node.context(), "full"));
    }

    private static List<String> troubles(Bench node) {
        return ready(node).stream()
                .filter(result -> result.getState() != HealthCheck.State.UP)
                .map(result -> result.getCheck().getId())
                .toList();
    }
}
