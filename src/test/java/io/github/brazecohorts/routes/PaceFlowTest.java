// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One request a minute: what has left is counted over audiences and restarts. */
class PaceFlowTest extends OnBench {
    @BeforeEach
    void takeTheFirstTurn() {
        bench.setting("braze.requests-per-hour", 60)
                .audience("lapsed", "cohortName", "Lapsed", "query", "SELECT external_id FROM people")
                .start();
        assertThat(bench.sync().requests()).as("the cohort's name").isEqualTo(1);
    }

    @Test
    void aRestartGivesNoNewTurn() {
        bench.people("ada");
        bench.restart();

        assertWaits(Bench.PEOPLE);
    }

    @Test
    void anotherAudienceOfTheWorkspaceHasNoTurnOfItsOwn() {
        assertWaits("lapsed");
    }

    @Test
    void aLostStateBeginsAnew() throws Exception {
        bench.stop();
        Files.delete(folder.resolve("data/state.duckdb"));
        bench.start();

        assertThat(bench.sync().requests()).isEqualTo(1);
    }

    private void assertWaits(String audience) {
        CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> bench.sync(audience));
        Awaitility.await().during(Duration.ofSeconds(1)).until(() -> bench.requests() == 1 && !run.isDone());
        bench.stop();
        RunReport report = run.join();
        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(report.requests()).isZero();
    }
}
