// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private static final List<String> EIGHT =
            IntStream.rangeClosed(1, 8).mapToObj(n -> "audience-" + n).toList();

    /** Each waits until four are there: with fewer at once this would not end. */
    @Test
    void fourAreInHandTogether() throws Exception {
        CyclicBarrier four = new CyclicBarrier(4);

        assertThat(answers(name -> {
                    four.await(20, TimeUnit.SECONDS);
                    return name;
                }))
                .isEqualTo(EIGHT);
    }

    @Test
    void neverMoreThanFourAreInHandTogether() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        answers(name -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            return name;
        });

        assertThat(most.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void answersStandInTheOrderOfTheNamesWhateverEndsFirst() throws Exception {
        CountDownLatch others = new CountDownLatch(7);

        assertThat(answers(name -> {
                    if (name.equals("audience-1")) {
                        others.await(20, TimeUnit.SECONDS);
                    }
                    others.countDown();
                    return name;
                }))
                .isEqualTo(EIGHT);
    }

    @Test
    void whatFailsStopsNoneOfTheOthers() throws Exception {
        assertThat(answers(name -> {
                    if (name.endsWith("2")) {
                        throw new IllegalStateException("broken");
                    }
                    if (name.endsWith("7")) {
                        throw new StackOverflowError();
                    }
                    return name;
                }))
                .containsExactly(
                        "audience-1",
                        "audience-2 failed",
                        "audience-3",
                        "audience-4",
                        "audience-5",
                        "audience-6",
                        "audience-7 failed",
                        "audience-8");
    }

    @Test
    void whatFailsForAllIsThrown() {
        assertThatThrownBy(() -> answers(name -> {
                    throw new RefusedStart("no way for " + name);
                }))
                .isInstanceOf(RefusedStart.class)
                .hasMessage("no way for audience-1");
    }

    @Test
    void noNamesAreNoAnswers() throws Exception {
        assertThat(SideBySide.answers(List.of(), name -> name, (name, failure) -> name))
                .isEmpty();
    }

    private static List<String> answers(SideBySide.Work<String> work) throws Exception {
        return SideBySide.answers(EIGHT, work, (name, failure) -> name + " failed");
    }
}
