// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.brazecohorts.membership.CohortKey;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.DuckDbMembership;
import io.github.brazecohorts.membership.PassingTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldRunsTest {
    private static final Duration KEPT = Duration.ofDays(2);

    @TempDir
    Path folder;

    private final PassingTime time = new PassingTime();
    private DuckDbMembership store;
    private OldRuns oldRuns;

    @BeforeEach
    void open() {
        store = new DuckDbMembership(folder.resolve("state.duckdb"), time);
        oldRuns = new OldRuns(store, KEPT, time);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void run(String report) {
        CohortKey key = new CohortKey("default", "sandbox", "partner", "cohort");
        try (CohortMemory memory = store.open(key, Duration.ZERO)) {
            memory.remember(report, "buyers", "completed", report);
        }
    }

    private void forgetAfter(Duration passed) {
        time.pass(passed);
        oldRuns.forget();
    }

    @Test
    void areForgottenOnceADay() {
        run("first");
        time.pass(Duration.ofHours(23));
        run("second");
        run("third");

        forgetAfter(KEPT.minusHours(22));
        assertThat(store.history("buyers", Duration.ZERO)).containsExactly("third", "second");

        forgetAfter(Duration.ofHours(23));
        assertThat(store.history("buyers", Duration.ZERO)).hasSize(2);

        forgetAfter(Duration.ofHours(1));
        assertThat(store.history("buyers", Duration.ZERO)).containsExactly("third");
    }

    @Test
    void areNoReasonForARunToFailAndAreTriedAgainAtTheNextEnd() throws Exception {
        run("first");
        run("second");
        time.pass(KEPT.plusHours(1));
        Path file = folder.resolve("state.duckdb");
        Path elsewhere = Files.move(file, folder.resolve("elsewhere"));
        Files.createDirectory(file);
        assertThatCode(oldRuns::forget).doesNotThrowAnyException();
        Files.delete(file);
        Files.move(elsewhere, file);

        oldRuns.forget();

        assertThat(store.history("buyers", Duration.ZERO)).containsExactly("second");
    }
}
