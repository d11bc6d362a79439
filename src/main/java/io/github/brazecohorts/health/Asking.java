// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks what may take long, a database. It is asked every ten seconds at most, however often a page is fetched, and in a
 * thread of its own: who has not answered in two seconds is in trouble, and the page comes all the same.
 */
final class Asking implements Supplier<List<String>> {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Supplier<List<String>> question;
    private final Supplier<ExecutorService> threads;
    private ExecutorService opened;
    private Future<List<String>> asked;
    private long askedAt;

    /**
     * @param threads are made at the first question: most programs are never asked
     */
    Asking(Supplier<List<String>> question, Supplier<ExecutorService> threads) {
        this.question = question;
        this.threads = threads;
    }

    @Override
    public synchronized List<String> get() {
        if (asked == null || asked.isDone() && System.nanoTime() - askedAt > FRESH.toNanos()) {
            ask();
        }
        try {
            return asked.get(LONGEST.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            return List.of("no answer within " + LONGEST.toSeconds() + " seconds");
        } catch (ExecutionException failed) {
            return List.of("cannot be asked: " + failed.getCause().getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("interrupted");
        }
    }

    private void ask() {
        if (opened == null) {
            opened = threads.get();
        }
        asked = opened.submit(question::get);
        askedAt = System.nanoTime();
    }
}
