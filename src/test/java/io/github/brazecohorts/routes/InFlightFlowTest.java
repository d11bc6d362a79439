// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.brazecohorts.delivery.FirstAlone;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport.Entry;
import io.github.brazecohorts.sync.Paces;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.Level;
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
        await().until(() -> waitingIn(FirstAlone.class) >= 15);
        assertThat(bench.braze.inFlight()).isEqualTo(1);

        first.countDown();
        await().until(() -> bench.braze.inFlight() == 16);
        others.countDown();
        assertThat(run.join().status()).isEqualTo("completed");
        assertThat(bench.braze.requests().mostInFlight()).isEqualTo(16);
        assertThat(bench.members()).hasSize(60);
    }

    private static long waitingIn(Class<?> gate) {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().equals(gate.getName())
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
    void theRequestsOfAllRunsOfAWorkspaceCountTogether() {
        bench.people(40);
        bench.setting("braze.batch-size", 2)
                .setting("braze.max-concurrent-requests", 3)
                .audience("lapsed", "cohortName", "Lapsed", "query", "SELECT external_id FROM people")
                .start();
        bench.sync();
        bench.sync("lapsed");
        bench.people(41, 80);
        CountDownLatch hold = bench.hold();
        // The first batch of each run goes alone.
        bench.braze.fault(Fault.hold(hold).onUsers().after(2).always());
        CompletableFuture<RunReport> one = bench.begin();
        CompletableFuture<RunReport> other = CompletableFuture.supplyAsync(() -> bench.sync("lapsed"));
        await().until(() -> bench.braze.inFlight() == 3 && waitingIn(Paces.class) > 0);
        hold.countDown();
        assertThat(one.join().status()).isEqualTo("completed");
        assertThat(other.join().status()).isEqualTo("completed");
        assertThat(bench.braze.requests().mostInFlight()).isEqualTo(3);
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
        RunReport report;
        try (Logged logged = new Logged()) {
            CompletableFuture<RunReport> run = bench.begin();
            await().until(() -> logged.lines(Level.WARN).stream().anyMatch(line -> line.contains(" stops: ")));
            hold.countDown();
            report = run.join();
        }
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
