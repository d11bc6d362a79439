// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code state.keep-history}. */
class OldRunsFlowTest extends OnBench {
    private static final Duration A_WEEK = Duration.ofDays(7);

    private Iterable<String> history() {
        return bench.module().history(Bench.PEOPLE).stream()
                .map(RunReport::runId)
                .toList();
    }

    @Test
    void theEndOfARunForgetsThoseThatAreOlderThanHistoryIsKept() {
        bench.setting("state.keep-history", "6d").start();
        bench.people(3);
        bench.sync();
        bench.sync();

        RunReport later = bench.startLater(A_WEEK).sync();

        assertThat(history()).containsExactly(later.runId());
        assertThat(later.unchanged()).isEqualTo(3);
    }

    @Test
    void aQuarterIsKeptByDefault() {
        bench.start();
        RunReport first = bench.sync();
        RunReport second = bench.startLater(A_WEEK).sync();
        RunReport third = bench.startLater(Duration.ofDays(91)).sync();

        assertThat(history()).containsExactly(third.runId(), second.runId()).doesNotContain(first.runId());
    }
}
