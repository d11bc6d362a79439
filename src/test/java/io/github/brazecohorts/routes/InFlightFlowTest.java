// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.brazecohorts.delivery.FirstAlone;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport.Entry;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is under way together, and what is not. */
class InFlightFlowTest extends OnBench {
    @Test
    void theFirstRequestGoesAloneAndTheOthersTogether() {
        bench.setting("braze.batch-size", 2).start().sync();
        bench.people(60);
        CountDownLatch first = bench.hold();
        CountDownLatch others = bench.hold();
        bench.braze.fault(Fault.hold(first), Fault.hold(others).always());

        CompletableFuture<RunReport> run = bench.begin();
        await().until(() -> waitingForTheFirst() == 15);
        assertThat(bench.braze.inFlight()).isEqualTo(1);

        first.countDown();
        await().until(() -> bench.braze.inFlight() == 15);
        others.countDown();
        assertThat(run.join().status()).isEqualTo("completed");
        assertThat(bench.braze.requests().mostInFlight()).isBetween(15, 16);
        assertThat(bench.members()).hasSize(60);
    }

    private static long waitingForTheFirst() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().equals(FirstAlone.class.getName())
                                && frame.getMethodName().equals("enter")))
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16})
    void asManyRequestsAreInFlightAsTheSettingAllowsAndNeverMore(int most) {
        bench.people(60);
        bench.setting("braze.batch-size", 2)
                .setting("braze.max-concurrent-requests", most)
                .start();
        CountDownLatch hold = bench.hold();
        bench.braze.fault(Fault.hold(hold).onUsers().always());
        CompletableFuture<RunReport> run = bench.begin();
        await().until(() -> bench.braze.inFlight() == most);
        hold.countDown();
        assertThat(run.join().status()).isEqualTo("completed");
        assertThat(bench.braze.requests().mostInFlight()).isEqualTo(most);
    }

    @Test
    void aStoppedRunLeavesNothingInTheAggregatorForTheNextRun() {
        bench.setting("braze.batch-size", 10).start().sync();
        bench.people(25);
        bench.braze.fault(Fault.answer(401));
        assertThat(bench.sync().undelivered()).isEqualTo(25);

        RunReport next = bench.sync();
        assertThat(next.batches()).isEqualTo(3);
        assertThat(bench.batches().subList(1, 4)).extracting(Entry::ids).containsExactlyInAnyOrder(10, 10, 5);
        assertThat(bench.members()).hasSize(25);
    }

    @Test
    void afterARefusedKeyNoRequestIsStarted() {
        bench.people(100);
        bench.setting("braze.batch-size", 2).start();
        CountDownLatch hold = bench.hold();
        bench.braze.fault(
                Fault.answer(401).onUsers(), Fault.hold(hold).onUsers().always());
        CompletableFuture<RunReport> run = bench.begin();
        await().until(() -> bench.braze.requests().byStatus().containsKey("401"));
        hold.countDown();
        RunReport report = run.join();
        assertThat(report.status()).isEqualTo("refused");
        assertThat(bench.requests()).isEqualTo(report.requests()).isLessThanOrEqualTo(1 + 16);
    }

    @Test
    void oppositeChangesOfOneMemberAreNeverUnderWayTogether() {
        bench.people(1, 60);
        bench.setting("braze.batch-size", 2).start().sync();
        bench.braze.fault(Fault.slow(Duration.ofMillis(5)).always());
        bench.people(31, 90);
        bench.sync();
        bench.people(1, 45);
        bench.sync();
        assertThat(bench.braze.violations()).isEmpty();
        assertThat(bench.members()).hasSize(45);
    }

    @Test
    void aScheduledRunIsSkippedWhileAnotherIsUnderWay() {
        bench.people("ada");
        bench.start();
        CountDownLatch hold = bench.hold();
        bench.braze.fault(Fault.hold(hold));
        CompletableFuture<RunReport> run = bench.begin();
        await().until(() -> bench.braze.inFlight() == 1);

        RunReport skipped = bench.syncAsScheduled();
        assertThat(skipped.status()).isEqualTo("skipped");
        assertThat(skipped.requests()).isZero();

        hold.countDown();
        assertThat(run.join().status()).isEqualTo("completed");
    }
}
