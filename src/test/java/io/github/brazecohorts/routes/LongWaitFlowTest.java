// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wait of more than a quarter of an hour ends the run; until it is over the schedule sends nothing, whatever restarts. */
class LongWaitFlowTest extends OnBench {
    @BeforeEach
    void beAskedToWaitAnHour() {
        bench.people("ada", "bob");
        bench.start();
        bench.braze.fault(Fault.answer(429, Map.of("Retry-After", "3600"), "").times(1));
        RunReport report = bench.sync();
        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("rate-limited");
        assertThat(report.requests()).isEqualTo(1);
    }

    @Test
    void beforeItsEndTheScheduleSendsNothing() {
        for (int minutes : new int[] {0, 58}) {
            RunReport report = bench.startLater(Duration.ofMinutes(minutes)).syncAsScheduled();
            assertThat(report.status()).isEqualTo("incomplete");
            assertThat(Bench.codes(report)).containsExactly("rate-limited");
            assertThat(report.alerts().get(0).whatHappened()).contains("Braze asked to send nothing before 20");
            assertThat(report.requests()).isZero();
        }
        assertThat(bench.requests()).isEqualTo(1);
    }

    @Test
    void itHoldsForEveryAudienceOfTheWorkspace() {
        bench.audience("lapsed", "cohortName", "Lapsed", "query", "SELECT external_id FROM people")
                .restart();

        RunReport report = bench.syncAsScheduled("lapsed");

        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(report.requests()).isZero();
    }

    @Test
    void afterItsEndTheScheduleGoesOn() {
        RunReport report = bench.startLater(Duration.ofMinutes(61)).syncAsScheduled();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.added()).isEqualTo(2);
        assertThat(Bench.codes(report)).containsExactly("recovered");
    }

    @Test
    void byHandItIsTriedBefore() {
        assertThat(bench.sync().status()).isEqualTo("completed");

        assertThat(bench.syncAsScheduled().status()).as("Braze does not insist").isEqualTo("completed");
    }

    @Test
    void aPlanIsMadeAllTheSame() {
        assertThat(bench.plan().added()).isEqualTo(2);
    }
}
