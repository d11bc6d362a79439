// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/** Does the same with several things at once. */
final class SideBySide {
    /**
     * So many at once. Each audience holds a connection of its source while it is read, and a HikariCP pool has ten by
     * default. More would gain little: one cohort at a time is compared, and all share the pace of their workspace.
     */
    static final int MOST = 4;

    private SideBySide() {}

    /** What is done with each of them. */
    @FunctionalInterface
    interface Work<N, T> {
        T on(N each) throws Exception;
    }

    /**
     * The answers in the order of what was asked, in whatever order they come. A failure stops none of the others.
     *
     * @param instead what stands in the place of an answer, where the work failed
     * @throws Exception the first failure, if there is not a single answer: then it is not about one of them
     */
    static <N, T> List<T> answers(List<N> asked, Work<N, T> work, BiFunction<N, Exception, T> instead)
            throws Exception {
        List<T> answers = new ArrayList<>();
        List<Exception> failures = new ArrayList<>();
        for (Future<T> done : all(asked, work)) {
            try {
                answers.add(done.get());
            } catch (ExecutionException failed) {
                Exception failure = failed.getCause() instanceof Exception cause ? cause : failed;
                failures.add(failure);
                answers.add(instead.apply(asked.get(answers.size()), failure));
            }
        }
        if (!asked.isEmpty() && failures.size() == asked.size()) {
            throw failures.get(0);
        }
        return answers;
    }

    /** Every one of them done. */
    private static <N, T> List<Future<T>> all(List<N> asked, Work<N, T> work) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(MOST);
        try {
            return threads.invokeAll(asked.stream()
                    .map(each -> (Callable<T>) () -> work.on(each))
                    .toList());
        } finally {
            threads.shutdown();
        }
    }
}
