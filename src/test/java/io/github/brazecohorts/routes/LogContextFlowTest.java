// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.sandbox.Fault;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Every line of a run names it and its audience in its context, whatever thread it comes from. */
class LogContextFlowTest extends OnBench {
    private Logged logged;

    @BeforeEach
    void prepareBatches() {
        bench.setting("braze.batch-size", "1").people(20);
        bench.audience("lapsed", "cohortName", "Lapsed", "query", "SELECT external_id FROM people")
                .start();
        logged = new Logged();
    }

    @AfterEach
    void listenNoMore() {
        logged.close();
    }

    @Test
    void eachLineNamesItsOwnRun() {
        bench.braze.fault(
                Fault.answer(418).onUsers().onCohort(Bench.COHORT).after(3).always());

        CompletableFuture<?> other = CompletableFuture.runAsync(() -> bench.sync("lapsed"));
        String run = bench.sync().runId();
        other.join();

        assertThat(logged.lines(Level.INFO))
                .filteredOn(line -> line.contains(run))
                .hasSizeGreaterThan(1)
                .anyMatch(line -> line.contains("stops: "))
                .allMatch(line -> isOf(Bench.PEOPLE, run, line));
        assertThat(logged.lines(Level.INFO))
                .filteredOn(line -> line.startsWith("lapsed completed: "))
                .hasSize(1)
                .allMatch(line -> line.contains("audience=lapsed") && !line.contains(run));
    }

    @Test
    void batchesOfOtherThreadsNameTheRunToo() {
        String run = bench.sync().runId();

        assertThat(logged.lines(Level.TRACE))
                .filteredOn(line -> line.contains("braze-users"))
                .isNotEmpty()
                .filteredOn(line -> line.contains("direct://braze-users") && line.contains("Exchange["))
                .allMatch(line -> isOf(Bench.PEOPLE, run, line));
    }

    @Test
    void theCallersThreadIsLeftAsItWas() {
        bench.sync();

        assertThat(MDC.get("run")).isNull();
        assertThat(MDC.get("audience")).isNull();
    }

    private static boolean isOf(String audience, String run, String line) {
        String context = line.substring(line.lastIndexOf('{'));
        return context.contains("run=" + run) && context.contains("audience=" + audience);
    }
}
