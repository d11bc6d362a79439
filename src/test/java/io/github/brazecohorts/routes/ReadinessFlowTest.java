// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.brazecohorts.sandbox.Fault;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;

/** Readiness knows the state, the sources and refused keys; liveness is up whatever they are. */
class ReadinessFlowTest extends OnBench {
    private static final String STATE = "braze-cohorts-state";
    private static final String SOURCES = "braze-cohorts-sources";
    private static final String KEYS = "braze-cohorts-keys";

    @Test
    void isReadyWhereEverythingIsWell() {
        bench.people("ada");
        bench.start().sync();

        assertThat(ready()).extracting(result -> result.getCheck().getId()).contains(STATE, SOURCES, KEYS);
        assertThat(troubles()).isEmpty();
    }

    @Test
    void refusedKeysAreNotReadyUntilBrazeTakesThem() {
        bench.people("ada");
        bench.start();
        bench.braze.fault(Fault.answer(401).times(1));
        bench.sync();

        assertThat(troubles()).containsExactly(KEYS);
        assertThat(message(KEYS)).contains("invalid-credentials", "default").doesNotContain(Bench.DATA_IMPORT_KEY);
        assertLive();

        bench.sync();
        assertThat(troubles()).isEmpty();
    }

    @Test
    void refusedKeysOfAnyWorkspaceOfTodayAreNotReady() {
        bench.setting("braze.workspaces.emea.instance", bench.braze.endpoint())
                .setting("braze.workspaces.emea.partner", "emea-partner")
                .audience("emea", "cohortName", "E", "query", "SELECT 'ada' AS external_id", "workspace", "emea")
                .people("ada");
        bench.start();
        bench.braze.fault(Fault.answer(401).onCohort("emea-partner-E").always());
        bench.sync("emea");
        bench.sync();

        assertThat(troubles()).containsExactly(KEYS);
        assertThat(message(KEYS)).contains("workspace emea").doesNotContain("default");

        bench.stop();
        bench.withoutSettings("braze.workspaces.").withoutAudience("emea").start();
        assertThat(troubles()).isEmpty();
    }

    @Test
    void aSourceThatGivesNoConnectionIsNotReady() {
        bench.setting("camel.beans.shop", "#class:com.zaxxer.hikari.HikariDataSource")
                .setting("camel.beans.shop.jdbcUrl", "jdbc:postgresql://127.0.0.1:1/shop")
                .setting("camel.beans.shop.password", "marker-password")
                .setting("camel.beans.shop.initializationFailTimeout", "1")
                .audience("lapsed", "cohortName", "Lapsed", "query", "SELECT 1", "source", "shop")
                .start();

        assertThat(troubles()).containsExactly(SOURCES);
        assertThat(message(SOURCES)).contains("shop").doesNotContain("marker");
        assertLive();
    }

    @Test
    void aSourceThatNobodyDefinedIsNotReady() {
        bench.audience("lapsed", "cohortName", "Lapsed", "query", "SELECT 1", "source", "nowhere")
                .start();

        assertThat(message(SOURCES)).isEqualTo("there is no source nowhere");
    }

    @Test
    void aStateThatCannotBeOpenedIsNotReady() throws Exception {
        bench.start();
        Files.createDirectories(folder.resolve("data"));
        Files.write(folder.resolve("data/state.duckdb"), new byte[] {1, 2, 3});

        assertThat(troubles()).containsExactly(STATE);
        assertThat(message(STATE)).contains("state.duckdb");
        assertLive();
    }

    @Test
    void aStateAndASourceThatARunHasAreReady() throws Exception {
        bench.setting("camel.beans.warehouse.maximumPoolSize", "1").people("ada");
        var held = bench.hold();
        bench.braze.fault(Fault.hold(held).onName());
        CompletableFuture<?> run = bench.start().begin();
        await().until(() -> bench.braze.inFlight() == 1);

        assertThat(troubles()).isEmpty();

        held.countDown();
        run.get();
    }

    private Collection<HealthCheck.Result> ready() {
        return HealthCheckHelper.invokeReadiness(bench.context(), "full");
    }

    private List<String> troubles() {
        return ready().stream()
                .filter(result -> result.getState() != HealthCheck.State.UP)
                .map(result -> result.getCheck().getId())
                .toList();
    }

    private String message(String check) {
        return ready().stream()
                .filter(result -> result.getCheck().getId().equals(check))
                .findFirst()
                .flatMap(HealthCheck.Result::getMessage)
                .orElseThrow();
    }

    private void assertLive() {
        assertThat(HealthCheckHelper.invokeLiveness(bench.context(), "full"))
                .allMatch(result -> result.getState() == HealthCheck.State.UP);
    }
}
