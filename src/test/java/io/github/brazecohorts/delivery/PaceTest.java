// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private static final long BEGIN = Duration.ofDays(20_000).toNanos();

    private final SimulatedTime time = new SimulatedTime(BEGIN);
    private final RememberedWorkspace memory = new RememberedWorkspace();
    private final List<Long> departures = new ArrayList<>();

    /** Of a process that begins now. */
    private Pace pace(long limit) {
        return new Pace(limit, time, rule -> new Allowance(time).bucket(memory, rule));
    }

    @Test
    void letsTheFirstRequestLeaveAtOnce() throws Exception {
        run(pace(2), 1);

        assertThat(departures).containsExactly(BEGIN);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 10, 3599, 3600, 7200, 10_000})
    void neverExceedsTheLimitInAnyHour(long limit) throws Exception {
        run(pace(limit), (int) Math.min(3 * limit + 5, 30_000));

        assertThat(mostIn(HOUR)).isLessThanOrEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 3600, 36_000})
    void neverExceedsTheLimitWithIdleTimesAndPausesBetween(long limit) throws Exception {
        Random random = new Random(limit);
        Pace pace = pace(limit);
        for (int i = 0; i < 300; i++) {
            run(pace, 1 + random.nextInt((int) Math.min(limit / 5, 200)));
            if (random.nextBoolean()) {
                time.pass((long) (random.nextDouble() * HOUR / 10));
            } else if (random.nextInt(4) == 0) {
                pace.pause(Duration.ofSeconds(random.nextInt(900)));
            }
        }

        assertThat(mostIn(HOUR)).isLessThanOrEqualTo(limit);
    }

    /** A process that is started again and again, and others beside it, share one limit. */
    @ParameterizedTest
    @ValueSource(longs = {2, 10, 3600, 36_000})
    void neverExceedsTheLimitOverRestarts(long limit) throws Exception {
        Random random = new Random(limit);
        List<Pace> processes = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            if (processes.isEmpty() || random.nextInt(3) == 0) {
                processes.add(pace(limit));
            }
            run(processes.get(random.nextInt(processes.size())), 1 + random.nextInt((int) Math.max(1, limit / 100)));
            if (random.nextInt(5) == 0) {
                time.pass((long) (random.nextDouble() * HOUR / 10));
            }
        }

        assertThat(mostIn(HOUR)).isLessThanOrEqualTo(limit);
    }

    @Test
    void goesOnAtOnceByAnotherLimit() throws Exception {
        run(pace(36_000), 100);
        run(pace(3600), 3600);
        long began = departures.get(departures.size() - 3600);

        assertThat(time.currentTimeNanos() - began).isGreaterThan((long) (0.99 * HOUR));
    }

    @Test
    void writesIntoTheStateOnceForManyRequests() throws Exception {
        run(pace(250_000), 1700);

        assertThat(memory.writes()).isLessThan(110);
    }

    @ParameterizedTest
    @CsvSource({"10000, 20000, 2.01", "250000, 50000, 0.201"})
    void usesTheLimitNearlyInFull(long limit, int requests, double hours) throws Exception {
        run(pace(limit), requests);

        assertThat(time.currentTimeNanos() - BEGIN).isLessThan((long) (hours * HOUR));
    }

    @ParameterizedTest
    @CsvSource({"250000, 69", "7200, 2", "3600, 1", "100, 1"})
    void burstsWithOneSecondsWorthAtMost(long limit, int burst) throws Exception {
        Pace pace = pace(limit);
        run(pace, 1);
        time.pass(Duration.ofHours(5));
        departures.clear();
        run(pace, 3 * burst);

        assertThat(departures.stream().filter(departures.get(0)::equals).count())
                .isBetween(burst * 9L / 10, (long) burst);
    }

    @Test
    void letsNothingLeaveWhileBrazeAskedToWait() throws Exception {
        Pace pace = pace(250_000);
        pace.pause(Duration.ofMinutes(10));
        run(pace, 1);

        assertThat(departures).containsExactly(BEGIN + 600 * SECOND);
    }

    @Test
    void keepsTheLongerOfTwoPauses() throws Exception {
        Pace pace = pace(250_000);
        pace.pause(Duration.ofMinutes(10));
        pace.pause(Duration.ofMinutes(1));
        run(pace, 1);

        assertThat(departures).containsExactly(BEGIN + 600 * SECOND);
    }

    @Test
    void waitsForAPauseThatIsAskedForWhileItWaits() throws Exception {
        Pace pace = pace(3600);
        List<Long> waits = new ArrayList<>();
        pace.take(this::pass);
        boolean taken = pace.take(nanos -> {
            if (waits.isEmpty()) {
                pace.pause(Duration.ofMinutes(1));
            }
            waits.add(nanos);
            return pass(nanos);
        });

        assertThat(taken).isTrue();
        assertThat(time.currentTimeNanos()).isEqualTo(BEGIN + 60 * SECOND);
    }

    /** Sixteen senders each had their turn when Braze asked to wait: they must not all leave the moment it is over. */
    @Test
    void doesNotLetAllWhoWaitedLeaveAtOnceAfterAPause() throws Exception {
        int limit = 3600;
        Pace pace = pace(limit);
        PriorityQueue<Sender> senders = new PriorityQueue<>();
        List<Thread> threads = new ArrayList<>();
        run(pace, 1);
        departures.clear();
        for (int i = 0; i < 16; i++) {
            Sender sender = new Sender(pace);
            sender.start(threads);
            sender.awaitAsleep();
            senders.add(sender);
        }
        pace.pause(Duration.ofMinutes(1));
        while (!senders.isEmpty()) {
            Sender next = senders.poll();
            time.pass(next.wakeAt - time.currentTimeNanos());
            if (next.wakeAndSeeWhetherItSleepsAgain()) {
                senders.add(next);
            } else {
                departures.add(time.currentTimeNanos());
            }
        }

        assertThat(departures).hasSize(16);
        assertThat(departures.get(0)).isGreaterThanOrEqualTo(BEGIN + 60 * SECOND);
        assertThat(mostIn(SECOND - 1)).as("requests in a second").isLessThanOrEqualTo(2);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9_999_999_999L, Long.MAX_VALUE / 2})
    void bearsAnAbsurdWait(long seconds) throws Exception {
        Pace pace = pace(250_000);
        pace.pause(Duration.ofSeconds(seconds));
        List<Long> waits = new ArrayList<>();
        boolean taken = pace.take(nanos -> {
            waits.add(nanos);
            return true;
        });

        assertThat(taken).isFalse();
        assertThat(waits.get(0)).isEqualTo(Duration.ofDays(365).toNanos());
    }

    @Test
    void givesUpWhenTheRunIsStopped() throws Exception {
        Pace pace = pace(2);
        pace.take(this::pass);

        assertThat(pace.take(nanos -> true)).isFalse();

        pace.pause(Duration.ofMinutes(1));
        assertThat(pace.take(nanos -> true)).isFalse();
    }

    private void run(Pace pace, int requests) throws InterruptedException {
        for (int i = 0; i < requests; i++) {
            assertThat(pace.take(this::pass)).isTrue();
            departures.add(time.currentTimeNanos());
        }
    }

    private boolean pass(long nanos) {
        time.pass(nanos);
        return false;
    }

    /** The most departures in any window of that length, both ends included. */
    private long mostIn(long window) {
        long most = 0;
        int from = 0;
        for (int to = 0; to < departures.size(); to++) {
            while (departures.get(to) - departures.get(from) > window) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    /** A thread that takes its turn; it sleeps in simulated time, woken one at a time. */
    private final class Sender implements Comparable<Sender> {
        private final Pace pace;
        private final SynchronousQueue<Boolean> asleep = new SynchronousQueue<>();
        private final SynchronousQueue<Boolean> wake = new SynchronousQueue<>();
        private volatile long wakeAt;

        Sender(Pace pace) {
            this.pace = pace;
        }

        void start(List<Thread> threads) {
            Thread thread = new Thread(this::send);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }

        private void send() {
            try {
                pace.take(nanos -> {
                    if (nanos > 0) {
                        wakeAt = time.currentTimeNanos() + nanos;
                        asleep.put(true);
                        wake.take();
                    }
                    return false;
                });
                asleep.put(false);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void awaitAsleep() throws InterruptedException {
            assertThat(asleep.take()).isTrue();
        }

        boolean wakeAndSeeWhetherItSleepsAgain() throws InterruptedException {
            wake.put(true);
            return asleep.take();
        }

        @Override
        public int compareTo(Sender other) {
            return Long.compare(wakeAt, other.wakeAt);
        }
    }
}
