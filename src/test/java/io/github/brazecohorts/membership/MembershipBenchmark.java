// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Times a first sync, the same audience again, 1 % churn, and an audience that has nobody in common with it. By hand: {@code java -Xmx256m -cp … MembershipBenchmark
 * FOLDER PEOPLE}.
 */
final class MembershipBenchmark {
    private final Path file;
    private final int people;

    private MembershipBenchmark(Path file, int people) {
        this.file = file;
        this.people = people;
    }

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]).resolve("benchmark.duckdb");
        new MembershipBenchmark(file, Integer.parseInt(arguments[1])).measure();
    }

    private void measure() throws Exception {
        try (MembershipStore store = new DuckDbMembership(file, Clock.systemUTC())) {
            for (String run : List.of("first", "unchanged", "churn", "replaced")) {
                int from = run.equals("churn") ? people / 200 : run.equals("replaced") ? 2 * people : 0;
                try (CohortMemory memory = store.open(MembershipStoreContract.KEY, Duration.ofSeconds(10))) {
                    run(memory, run, from);
                }
                System.out.printf("%-10s file after the run: %d MB%n", run, Files.size(file) >> 20);
            }
        }
    }

    private void run(CohortMemory memory, String run, int from) {
        try (Staging staging = timed(run, "load", () -> load(memory, from))) {
            Comparison compared = timed(run, "compare", () -> memory.compare(staging, MembershipStoreContract.TERMS));
            timed(run, "intend", () -> intend(memory, run));
            long last = compared.adds() + compared.removals();
            timed(run, "read and answer " + last, () -> deliver(memory, last));
            timed(run, "settle", memory::settle);
            memory.remember(run, "audience", "completed", "{}");
        }
    }

    private Staging load(CohortMemory memory, int from) {
        Staging staging = memory.stage();
        List<String> page = new ArrayList<>(5_000);
        for (int n = from; n < from + people; n++) {
            page.add(new UUID(n * 0x9E3779B97F4A7C15L, n * 0xC2B2AE3D27D4EB4FL).toString());
            if (page.size() == 5_000 || n == from + people - 1) {
                staging.add(page);
                page.clear();
            }
        }
        staging.seal();
        return staging;
    }

    private static String intend(CohortMemory memory, String run) {
        MembershipStoreContract.intend(memory, run);
        return run;
    }

    private static long deliver(CohortMemory memory, long last) {
        long seq = 0;
        for (var changes = memory.changes(); changes.hasNext(); ) {
            seq = changes.next().seq();
            if (seq % 1_000 == 0 || seq == last) {
                long first = (seq - 1) / 1_000 * 1_000 + 1;
                memory.mayLeave(first, seq);
                memory.answered(first, seq, seq % 1_000_000 == 0 ? Outcome.REFUSED : Outcome.ACCEPTED);
            }
        }
        return seq;
    }

    private <T> T timed(String run, String what, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT, "%-10s %-24s %6.2f s  %6.2f M ids/s%n", run, what, seconds, people / seconds / 1e6);
        return result;
    }
}
