// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the two databases take for the same runs, in one process: a first sync, the same audience again, one of which half
 * a percent left and as many came, and one that has nobody in common with it. Of runs that are repeated the median counts.
 * {@code mvn -Pbenchmark verify} does so with {@code -Dbenchmark.ids=1000000}.
 */
final class MembershipBenchmark {
    private static final List<String> STEPS = List.of("load", "compare", "intend", "deliver", "settle");
    private static final int TIMES = 3;

    private final MembershipStore store;
    private final int people;
    private final Map<String, List<Double>> took = new LinkedHashMap<>();
    private int runs;

    private MembershipBenchmark(MembershipStore store, int people) {
        this.store = store;
        this.people = people;
    }

    public static void main(String[] arguments) throws Exception {
        int people = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("braze-cohorts-membership");
        try {
            MembershipBenchmark embedded = onDuckDb(folder, people);
            print(people, embedded, onServer(people));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static MembershipBenchmark onDuckDb(Path folder, int people) {
        return measured(new DuckDbMembership(folder.resolve("state.duckdb"), Clock.systemUTC()), people);
    }

    /** A server that writes to its disk as one in use does. */
    private static MembershipBenchmark onServer(int people) {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            PostgresAddress address = new PostgresAddress(server.getJdbcUrl("postgres", "postgres"), "", "");
            return measured(PostgresMembership.connect(address, "benchmark", Clock.systemUTC()), people);
        } catch (IOException | IllegalStateException absent) {
            System.out.println("no PostgreSQL is there: " + absent.getMessage());
            return null;
        }
    }

    private static MembershipBenchmark measured(MembershipStore store, int people) {
        try (store) {
            MembershipBenchmark benchmark = new MembershipBenchmark(store, people);
            benchmark.run("first", 0);
            for (int i = 0; i < TIMES; i++) {
                benchmark.run("unchanged", 0);
            }
            for (int i = 1; i <= TIMES; i++) {
                benchmark.run("1 % churn", i * people / 200);
            }
            benchmark.run("replaced", 2 * people);
            return benchmark;
        }
    }

    private void run(String kind, int from) {
        long start = System.nanoTime();
        try (CohortMemory memory = store.open(MembershipStoreContract.KEY, Duration.ofSeconds(10))) {
            run(memory, kind, from);
        }
        note(kind, "all", start);
    }

    private void run(CohortMemory memory, String kind, int from) {
        String runId = "run-" + ++runs;
        try (Staging staging = timed(kind, "load", () -> load(memory, from))) {
            Comparison compared = timed(kind, "compare", () -> memory.compare(staging, MembershipStoreContract.TERMS));
            timed(kind, "intend", () -> intend(memory, runId));
            long last = compared.adds() + compared.removals();
            timed(kind, "deliver", () -> deliver(memory, last));
            timed(kind, "settle", memory::settle);
            memory.remember(runId, "audience", "completed", "{}");
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

    private <T> T timed(String kind, String step, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        note(kind, step, start);
        return result;
    }

    private void note(String kind, String step, long start) {
        took.computeIfAbsent(kind + "/" + step, first -> new ArrayList<>()).add((System.nanoTime() - start) / 1e9);
    }

    private double seconds(String kind, String step) {
        List<Double> sorted = took.get(kind + "/" + step).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void print(int people, MembershipBenchmark embedded, MembershipBenchmark server) {
        System.out.printf(Locale.ROOT, "the membership of %,d ids, seconds of each step%n", people);
        System.out.printf("%-10s %-8s %8s %11s %9s%n", "run", "step", "DuckDB", "PostgreSQL", "x DuckDB");
        for (String kind : List.of("first", "unchanged", "1 % churn", "replaced")) {
            for (String step : Stream.concat(STEPS.stream(), Stream.of("all")).toList()) {
                double own = embedded.seconds(kind, step);
                System.out.printf(Locale.ROOT, "%-10s %-8s %8.2f", kind, step, own);
                if (server != null) {
                    double other = server.seconds(kind, step);
                    System.out.printf(Locale.ROOT, " %11.2f %9.1f", other, other / own);
                }
                System.out.println();
            }
        }
    }
}
