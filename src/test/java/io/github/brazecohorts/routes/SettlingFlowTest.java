// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the opposite was sent within the settling time of a request without an answer, a late answer does not win. */
class SettlingFlowTest extends OnBench {
    private static final Duration SETTLED = Duration.ofMinutes(16);

    @BeforeEach
    void withoutRetries() {
        bench.setting("braze.retries", 0);
        bench.people("bob");
        bench.start().sync();
    }

    /** An add without an answer, and the removal that is accepted behind it. */
    private void loseAnAddAndRemove(Fault lost) {
        bench.people("ada", "bob");
        bench.braze.fault(lost.onUsers().containing("ada"));
        assertThat(bench.sync().status()).isEqualTo("incomplete");
        bench.people("bob");
        assertThat(bench.sync().removed()).isEqualTo(1);
    }

    @Test
    void anAddThatIsAppliedLateIsUndoneAfterTheSettlingTime() {
        loseAnAddAndRemove(Fault.applyLate(Duration.ofSeconds(5)));
        await().atMost(Duration.ofSeconds(30)).until(() -> bench.members().contains("ada"));

        RunReport settled = bench.startLater(SETTLED).sync();

        assertThat(settled.status()).isEqualTo("completed");
        assertThat(settled.reasserted()).isEqualTo(1);
        assertThat(bench.members()).containsExactly("bob");
    }

    @Test
    void itIsSaidOnceMoreAndNotAgain() {
        loseAnAddAndRemove(Fault.closeAfter());
        assertThat(bench.startLater(SETTLED).sync().requests()).isEqualTo(1);
        assertThat(bench.startLater(SETTLED.multipliedBy(2)).sync().requests()).isZero();
    }

    @Test
    void nothingIsRepeatedBeforeTheTimeIsOver() {
        loseAnAddAndRemove(Fault.closeAfter());
        assertThat(bench.startLater(Duration.ofMinutes(10)).sync().requests()).isZero();
    }

    @Test
    void aRemovalThatIsAppliedLateIsUndoneToo() {
        bench.people("ada", "bob");
        bench.sync();
        bench.people("bob");
        bench.braze.fault(Fault.applyLate(Duration.ofSeconds(5)).onUsers());
        bench.sync();
        bench.people("ada", "bob");
        assertThat(bench.sync().added()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> !bench.members().contains("ada"));

        RunReport settled = bench.startLater(SETTLED).sync();

        assertThat(settled.reasserted()).isEqualTo(1);
        assertThat(bench.members()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void whatTheAudienceSaysThenIsSaid() {
        loseAnAddAndRemove(Fault.closeAfter());
        bench.people("ada", "bob");

        RunReport settled = bench.startLater(SETTLED).sync();

        assertThat(settled.added()).isEqualTo(1);
        assertThat(settled.requests()).isEqualTo(1);
        assertThat(bench.startLater(SETTLED.multipliedBy(2)).sync().requests()).isZero();
    }

    @Test
    void anAnswerThatWasLostBeforeAnAcceptedRepetitionIsNotForgotten() {
        bench.setting("braze.retries", 1).restart();
        bench.people("ada", "bob");
        bench.braze.fault(Fault.closeBefore().onUsers());
        assertThat(bench.sync().status()).isEqualTo("completed");
        bench.people("bob");
        bench.sync();

        assertThat(bench.startLater(SETTLED).sync().reasserted()).isEqualTo(1);
    }

    @Test
    void whereNoOppositeWasSentNothingIsRepeated() {
        bench.people("ada", "bob");
        bench.braze.fault(Fault.closeAfter().onUsers());
        bench.sync();
        bench.sync();

        assertThat(bench.startLater(SETTLED).sync().requests()).isZero();
    }

    @Test
    void theSettlingTimeIsASetting() {
        bench.setting("braze.settling-time", "2h").restart();
        loseAnAddAndRemove(Fault.closeAfter());
        assertThat(bench.startLater(Duration.ofMinutes(119)).sync().requests()).isZero();
        assertThat(bench.startLater(Duration.ofMinutes(121)).sync().requests()).isEqualTo(1);
    }

    @Test
    void whatWasInFlightWhenTheRoutesWereCutOffCountsAsUnanswered() {
        bench.setting("camel.main.shutdownTimeout", 1).restart();
        bench.people("ada", "bob");
        CountDownLatch hold = bench.hold();
        bench.braze.fault(Fault.hold(hold).onUsers());
        bench.begin();
        await().atMost(Duration.ofSeconds(30)).until(() -> bench.braze.inFlight() == 1);
        bench.restart();
        bench.people("bob");
        assertThat(bench.sync().removed()).isEqualTo(1);
        hold.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> bench.members().contains("ada"));

        bench.startLater(SETTLED).sync();

        assertThat(bench.members()).containsExactly("bob");
    }
}
