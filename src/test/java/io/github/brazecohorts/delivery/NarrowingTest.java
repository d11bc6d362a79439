// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import static io.github.brazecohorts.delivery.Narrowing.Verdict.ENOUGH;
import static io.github.brazecohorts.delivery.Narrowing.Verdict.HALVE;
import static io.github.brazecohorts.delivery.Narrowing.Verdict.SET_ASIDE;
import static io.github.brazecohorts.delivery.Narrowing.Verdict.STOP;
import static io.github.brazecohorts.delivery.Narrowing.Verdict.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.membership.Change;
import io.github.brazecohorts.membership.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NarrowingTest {
    private final Narrowing narrowing = new Narrowing();
    private final List<Batch> setAside = new ArrayList<>();
    private int requests;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 500, 999, 1000})
    void findsTheIdAtFaultAndDeliversAllOthers(long bad) {
        narrowing.accepted();

        Set<Long> delivered = deliver(batch(1, 1000), Set.of(bad));

        assertThat(setAside).extracting(Batch::first).containsExactly(bad);
        assertThat(delivered).hasSize(999).doesNotContain(bad);
        assertThat(requests).isLessThanOrEqualTo(21);
    }

    @Test
    void findsSeveralAtOnce() {
        Set<Long> delivered = deliver(batch(1, 1000), Set.of(3L, 4L, 777L));

        assertThat(setAside).extracting(Batch::first).containsExactlyInAnyOrder(3L, 4L, 777L);
        assertThat(delivered).hasSize(997);
    }

    @Test
    void nobodyIsSetAsideBeforeARequestWasAccepted() {
        assertThat(narrowing.rejected(batch(1, 2))).isEqualTo(HALVE);
        assertThat(narrowing.rejected(batch(1, 1))).isEqualTo(WAIT);

        assertThat(narrowing.accepted()).extracting(Batch::first).containsExactly(1L);
        assertThat(narrowing.accepted()).as("once").isEmpty();
        assertThat(narrowing.rejected(batch(5, 5))).isEqualTo(SET_ASIDE);
    }

    @Test
    void whoStoodAloneInARunWithoutAnyAcceptedIsKnownAtItsEnd() {
        narrowing.rejected(batch(1, 1));
        narrowing.rejected(batch(2, 2));

        assertThat(narrowing.decided()).extracting(Batch::first).containsExactly(1L, 2L);
    }

    @Test
    void tenInARowMeanThatTheRequestItselfIsAtFault() {
        for (int i = 1; i < Narrowing.IN_A_ROW; i++) {
            assertThat(narrowing.rejected(batch(i, i))).as("number %d", i).isEqualTo(WAIT);
        }
        assertThat(narrowing.rejected(batch(10, 10))).isEqualTo(STOP);
        assertThat(narrowing.decided()).as("nobody is set aside").isEmpty();
    }

    @Test
    void tenInARowMeanNothingOnceOneWasAccepted() {
        narrowing.accepted();
        for (int i = 1; i <= 3 * Narrowing.IN_A_ROW; i++) {
            assertThat(narrowing.rejected(batch(i, i))).isEqualTo(SET_ASIDE);
        }
    }

    @Test
    void wholeBatchesAreNoNarrowedRequests() {
        for (int i = 0; i < 2 * Narrowing.IN_A_ROW; i++) {
            assertThat(narrowing.rejected(batch(1, 1000))).isEqualTo(HALVE);
        }
    }

    @Test
    void sendsAtMostTwoHundredNarrowingRequests() {
        narrowing.accepted();
        Set<Long> all = LongStream.rangeClosed(1, 1000).boxed().collect(Collectors.toSet());

        deliver(batch(1, 1000), all);

        assertThat(requests - 1).isEqualTo(Narrowing.MOST_REQUESTS);
        assertThat(setAside).isNotEmpty();
        assertThat(narrowing.gaveUp()).isTrue();
        assertThat(narrowing.rejected(batch(1, 2))).isEqualTo(ENOUGH);
        assertThat(narrowing.rejected(batch(7, 7))).as("one that stands alone").isEqualTo(SET_ASIDE);
    }

    @Test
    void whoWasRefusedBeforeSaysNothingAboutTheRequest() {
        Batch apart = new Batch(new Change(1, "bad", Operation.ADD, false, false, true));
        for (int i = 0; i < 2 * Narrowing.IN_A_ROW; i++) {
            assertThat(narrowing.rejected(apart)).isEqualTo(SET_ASIDE);
        }
    }

    @Test
    void oneBatchIsNarrowedAfterTheOther() throws Exception {
        narrowing.begin();
        narrowing.begin();
        CountDownLatch begun = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            narrowing.begin();
            begun.countDown();
        });
        other.start();
        assertThat(begun.getCount()).isEqualTo(1);

        narrowing.end();

        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        narrowing.end();
    }

    /** Sends a batch as the routes do, to a Braze that rejects every request with one of these. */
    private Set<Long> deliver(Batch whole, Set<Long> bad) {
        List<Long> delivered = new ArrayList<>();
        Parts parts = new Parts(whole, new Random(7));
        while (parts.isLeft()) {
            Batch part = parts.next();
            List<Long> ids =
                    LongStream.rangeClosed(part.first(), part.last()).boxed().toList();
            requests++;
            if (ids.stream().noneMatch(bad::contains)) {
                setAside.addAll(narrowing.accepted());
                delivered.addAll(ids);
                continue;
            }
            switch (narrowing.rejected(part)) {
                case HALVE -> parts.halve(part);
                case SET_ASIDE -> setAside.add(part);
                case STOP -> throw new AssertionError("stopped");
                case WAIT, ENOUGH -> {}
            }
        }
        return Set.copyOf(delivered);
    }

    private static Batch batch(long first, long last) {
        Batch batch = new Batch(change(first));
        LongStream.rangeClosed(first + 1, last).forEach(seq -> batch.add(change(seq)));
        return batch;
    }

    private static Change change(long seq) {
        return new Change(seq, "id-" + seq, Operation.ADD, false, false, false);
    }
}
