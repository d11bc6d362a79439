// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class InFlightTest {
    private final InFlight inFlight = new InFlight();

    @Test
    void doesNotWaitWhereNothingIsUnderWay() throws Exception {
        inFlight.awaitNone(() -> false);
        inFlight.begin();
        inFlight.end();
        inFlight.awaitNone(() -> false);

        assertThat(inFlight.count()).isZero();
    }

    @Test
    void waitsUntilTheLastIsDone() throws Exception {
        inFlight.begin();
        inFlight.begin();
        CompletableFuture<Void> over = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                inFlight.awaitNone(() -> false);
                over.complete(null);
            } catch (InterruptedException e) {
                over.completeExceptionally(e);
            }
        });
        waiting.start();
        awaitAsleep(waiting);

        inFlight.end();
        awaitAsleep(waiting);
        assertThat(over).isNotDone();
        assertThat(inFlight.count()).isEqualTo(1);

        inFlight.end();
        over.get();
        waiting.join();
    }

    @Test
    void waitsForRoomAndNoLongerThanIsSaid() throws Exception {
        inFlight.begin();
        inFlight.awaitLess(2, Duration.ofDays(1));
        inFlight.awaitLess(1, Duration.ofMillis(1));
        assertThat(inFlight.count()).isEqualTo(1);

        CompletableFuture<Void> ended = CompletableFuture.runAsync(inFlight::end);
        inFlight.awaitLess(1, Duration.ofDays(1));
        assertThat(inFlight.count()).isZero();
        ended.get();
    }

    @Test
    void doesNotWaitForThoseThatCannotComeBack() throws Exception {
        inFlight.begin();

        inFlight.awaitNone(() -> true);

        assertThat(inFlight.count()).isEqualTo(1);
    }

    private static void awaitAsleep(Thread thread) {
        await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }
}
