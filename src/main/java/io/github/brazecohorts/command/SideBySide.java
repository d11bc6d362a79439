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

/** Does the same with several names at once. */
final class SideBySide {
    /**
     * So many at once. Each audience holds a connection of its source while it is read, and a HikariCP pool has ten by
     * default. More would gain little: one cohort at a time is compared, and all share the pace of their workspace.
     */
    static final int MOST = 4;

    private SideBySide() {}

    /** What is done with a name. */
    @FunctionalInterface
    interface Work<T> {
        T on(String name) throws Exception;
    }

    /**
     * The answers in the order of the names, in whatever order they come. A failure stops none of the others.
     *
     * @param instead what stands in the place of an answer, where the work failed
     * @throws Exception the first failure, if there is not a single answer: then it is not about one name
     */
    static <T> List<T> answers(List<String> names, Work<T> work, BiFunction<String, Exception, T> instead)
            throws Exception {
        List<T> answers = new ArrayList<>();
        List<Exception> failures = new ArrayList<>();
        for (Future<T> done : all(names, work)) {
            try {
                answers.add(done.get());
            } catch (ExecutionException failed) {
                Exception failure = failed.getCause() instanceof Exception cause ? cause : failed;
                failures.add(failure);
                answers.add(instead.apply(names.get(answers.size()), failure));
            }
        }
        if (!names.isEmpty() && failures.size() == names.size()) {
            throw failures.get(0);
        }
        return answers;
    }

    /** Every one of them done. */
    private static <T> List<Future<T>> all(List<String> names, Work<T> work) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(MOST);
        try {
            return threads.invokeAll(names.stream()
                    .map(name -> (Callable<T>) () -> work.on(name))
                    .toList());
        } finally {
            threads.shutdown();
        }
    }
}
