// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FirstAloneTest {
    private final FirstAlone firstAlone = new FirstAlone();
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void letsTheFirstStartAndKeepsAllOthersWaiting() throws Exception {
        assertThat(firstAlone.enter()).isTrue();

        List<CompletableFuture<Boolean>> others = enter(8);

        assertThat(others).noneMatch(CompletableFuture::isDone);
        firstAlone.accepted();
        assertThat(answers(others)).hasSize(8).containsOnly(true);
    }

    @Test
    void letsNobodyStartAfterARefusedFirst() throws Exception {
        firstAlone.enter();
        List<CompletableFuture<Boolean>> others = enter(8);

        firstAlone.close();

        assertThat(answers(others)).hasSize(8).containsOnly(false);
        assertThat(firstAlone.enter()).isFalse();
    }

    @Test
    void letsTheNextGoAloneWhenTheFirstEndedWithoutBeingAccepted() throws Exception {
        firstAlone.enter();
        List<CompletableFuture<Boolean>> others = enter(2);

        firstAlone.passOn();

        await().untilAsserted(() ->
                assertThat(others).filteredOn(CompletableFuture::isDone).hasSize(1));
        firstAlone.accepted();
        assertThat(answers(others)).hasSize(2).containsOnly(true);
    }

    @Test
    void passingOnMeansNothingOnceOneWasAccepted() throws Exception {
        firstAlone.enter();
        firstAlone.accepted();
        firstAlone.passOn();

        assertThat(firstAlone.enter()).isTrue();
        assertThat(firstAlone.enter()).isTrue();
    }

    @Test
    void letsOnlyOneBeTheFirst() throws Exception {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(onThread());
        }
        awaitWaiting(7);

        assertThat(all).filteredOn(CompletableFuture::isDone).hasSize(1);
        firstAlone.close();
        assertThat(answers(all)).containsOnlyOnce(true);
    }

    @Test
    void staysClosedWhenAnAnswerComesLate() throws Exception {
        firstAlone.enter();
        firstAlone.close();
        firstAlone.accepted();

        assertThat(firstAlone.enter()).isFalse();
    }

    @Test
    void closesAlsoAfterItWasOpened() throws Exception {
        firstAlone.enter();
        firstAlone.accepted();
        assertThat(firstAlone.enter()).isTrue();

        firstAlone.close();

        assertThat(firstAlone.enter()).isFalse();
    }

    @Test
    void needsNoFirstBatchWhereTheNameWasAccepted() throws Exception {
        firstAlone.accepted();

        assertThat(firstAlone.enter()).isTrue();
        assertThat(firstAlone.enter()).isTrue();
    }

    private List<CompletableFuture<Boolean>> enter(int count) {
        List<CompletableFuture<Boolean>> entering = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entering.add(onThread());
        }
        awaitWaiting(count);
        return entering;
    }

    private CompletableFuture<Boolean> onThread() {
        CompletableFuture<Boolean> entered = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                entered.complete(firstAlone.enter());
            } catch (InterruptedException e) {
                entered.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return entered;
    }

    private void awaitWaiting(int count) {
        await().pollInterval(1, TimeUnit.MILLISECONDS)
                .until(() -> threads.stream()
                                .filter(thread -> thread.getState() == Thread.State.WAITING)
                                .count()
                        == count);
    }

    private static List<Boolean> answers(List<CompletableFuture<Boolean>> entering)
            throws ExecutionException, InterruptedException {
        List<Boolean> answers = new ArrayList<>();
        for (CompletableFuture<Boolean> one : entering) {
            answers.add(one.get());
        }
        return answers;
    }
}
