// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The schedule of an audience that was retired rests until a person syncs it. */
class RestingFlowTest extends OnBench {
    @BeforeEach
    void deliver() {
        bench.people(40);
        bench.audience(
                        Bench.PEOPLE,
                        "cohortName",
                        "People",
                        "query",
                        "SELECT external_id FROM people",
                        "schedule",
                        "0 0 3 * * ?")
                .setting("braze.retries", 0)
                .start()
                .sync();
    }

    private void retire() {
        bench.retire(Bench.PEOPLE);
    }

    @Test
    void aScheduledRunIsSkippedWithoutAnAlert() {
        retire();
        long before = bench.requests();

        RunReport report = bench.syncAsScheduled();

        assertThat(report.status()).isEqualTo("skipped");
        assertThat(report.alerts()).isEmpty();
        assertThat(bench.requests()).isEqualTo(before);
        assertThat(bench.members()).isEmpty();
    }

    @Test
    void itRestsAlsoAfterARestart() {
        retire();
        bench.stop();

        assertThat(bench.start().syncAsScheduled().status()).isEqualTo("skipped");
    }

    @Test
    void aSyncByHandWakesIt() {
        retire();
        assertThat(bench.sync().status()).isEqualTo("completed");
        bench.people(41);

        assertThat(bench.syncAsScheduled().added()).isEqualTo(1);
    }

    @Test
    void aPlanDoesNotWakeIt() {
        retire();
        assertThat(bench.plan().added()).isEqualTo(40);

        assertThat(bench.syncAsScheduled().status()).isEqualTo("skipped");
    }

    @Test
    void aTestAudienceDoesNotWakeIt() {
        retire();
        assertThat(bench.test(3).added()).isEqualTo(3);

        assertThat(bench.syncAsScheduled().status()).isEqualTo("skipped");
    }

    @Test
    void aRetirementThatIsIncompleteLetsTheScheduleGoOn() {
        bench.braze.fault(Fault.answer(503).onUsers());
        retire();

        assertThat(bench.syncAsScheduled().status()).isEqualTo("completed");
        assertThat(bench.members()).hasSize(40);
    }

    @Test
    void itHasNoNextRun() throws IOException {
        assertThat(bench.module().status().get(0).nextRun()).isNotNull();
        retire();

        assertThat(bench.module().status().get(0).nextRun()).isNull();
    }

    @Test
    void aSkippedRunDoesNotGiveItANextRun() throws IOException {
        retire();
        bench.syncAsScheduled();

        assertThat(bench.module().status().get(0).nextRun()).isNull();
    }

    @Test
    void anotherAudienceGoesOn() {
        bench.stop();
        bench.audience("others", "cohortName", "Others", "query", "SELECT external_id FROM people")
                .start();
        bench.sync("others");
        retire();

        assertThat(bench.run("others", Map.of("brazeCohortsScheduled", "true"))
                        .getMessage()
                        .getBody(Map.class)
                        .get("status"))
                .isEqualTo("completed");
    }
}
