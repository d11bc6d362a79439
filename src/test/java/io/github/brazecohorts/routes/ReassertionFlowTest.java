// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every member who is still in the audience is sent again once in reassertDays days, a slice each day. */
class ReassertionFlowTest extends OnBench {
    private void deliver(int days) {
        bench.audience(
                Bench.PEOPLE,
                "cohortName",
                "People",
                "query",
                "SELECT * FROM people",
                "reassertDays",
                String.valueOf(days));
        bench.people(300);
        bench.start().sync();
    }

    private RunReport syncOn(int day) {
        return bench.startLater(Duration.ofDays(day)).sync();
    }

    @Test
    void nothingIsSentAgainOnTheDayOfTheFirstDelivery() {
        deliver(3);
        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void inARoundOfDaysEverybodyIsSentAgainOnce() {
        deliver(3);
        long sent = 0;
        for (int day = 1; day <= 3; day++) {
            RunReport report = syncOn(day);
            assertThat(report.reasserted()).as("day %d", day).isBetween(50L, 150L);
            assertThat(report.added()).isZero();
            assertThat(report.unchanged()).isEqualTo(300);
            sent += report.reasserted();
        }
        assertThat(sent).isEqualTo(300);
    }

    @Test
    void aProfileThatCameLateIsInTheCohortAfterARound() {
        Set<String> profiles = new HashSet<>(Set.of("p1"));
        bench.braze.profiles(profiles);
        deliver(3);
        assertThat(bench.members()).containsExactly("p1");
        bench.braze.profiles(null);
        for (int day = 1; day <= 3; day++) {
            syncOn(day);
        }
        assertThat(bench.members()).hasSize(300);
    }

    @Test
    void aSliceIsSentOnceADay() {
        deliver(3);
        syncOn(1);
        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void missedDaysAreMadeUpForAtTheNextRun() {
        deliver(3);
        assertThat(syncOn(40).reasserted()).isEqualTo(300);
        assertThat(syncOn(41).reasserted()).isBetween(50L, 150L);
    }

    @Test
    void whoLeftMeanwhileIsNotSentAgain() {
        deliver(1);
        bench.people(21, 300);

        RunReport report = syncOn(1);

        assertThat(report.reasserted()).isEqualTo(280);
        assertThat(report.removed()).isEqualTo(20);
    }

    @Test
    void aSliceThatWasNotDeliveredInFullIsSentAgain() {
        bench.setting("braze.retries", 0).setting("braze.batch-size", 50).setting("braze.max-concurrent-requests", 1);
        deliver(1);
        bench.startLater(Duration.ofDays(1));
        bench.braze.fault(Fault.answer(503).onUsers().after(2));
        RunReport broken = bench.sync();
        assertThat(broken.status()).isEqualTo("incomplete");
        assertThat(broken.members())
                .as("whoever got no answer is a member all the same")
                .isEqualTo(300);

        assertThat(bench.sync().reasserted()).isEqualTo(300);
        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void zeroDaysMeanNever() {
        deliver(0);
        assertThat(syncOn(100).requests()).isZero();
    }

    @Test
    void afterAChangeOfTheDaysEverybodyIsSentAgainWithinTheNewOnes() {
        deliver(3);
        syncOn(1);
        bench.audience(Bench.PEOPLE, "cohortName", "People", "query", "SELECT * FROM people", "reassertDays", "1");

        assertThat(syncOn(2).reasserted()).isEqualTo(300);
    }

    @Test
    void aPlanCountsItAndLeavesItDue() {
        deliver(1);
        bench.startLater(Duration.ofDays(1));

        assertThat(bench.plan().reasserted()).isEqualTo(300);
        assertThat(bench.sync().reasserted()).isEqualTo(300);
    }

    @Test
    void whoEnteredLaterHasHisTurnWithTheOthers() {
        deliver(2);
        bench.people(400);
        assertThat(bench.sync().added()).isEqualTo(100);

        assertThat(syncOn(1).reasserted() + syncOn(2).reasserted()).isEqualTo(400);
    }
}
