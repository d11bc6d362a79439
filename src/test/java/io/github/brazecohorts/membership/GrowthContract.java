// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static io.github.brazecohorts.membership.MembershipStoreContract.OWNER;
import static io.github.brazecohorts.membership.MembershipStoreContract.staged;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A state that is used for long is as large as its members, not as what was ever done with them. */
abstract class GrowthContract extends OnStore {
    private static final int PEOPLE = 2_000;
    private static final int A_FEW = 10;
    private static final int MANY = 200;
    private static final Duration KEPT = Duration.ofDays(A_FEW);
    private static final String REPORT = "{\"a report of the usual length\":\"" + "0".repeat(1_000) + "\"}";

    /** Bytes on the disk. */
    abstract long size() throws Exception;

    /** How many rows there are in each table that runs write down what they intend in. */
    abstract List<String> leftOfIntents() throws Exception;

    /** What the database does by itself now and then, and has no time for here. */
    abstract void tidy() throws Exception;

    @Test
    void isNotLargerAfterManyRunsThanAfterAFew() throws Exception {
        sync(1, A_FEW);
        long small = size();

        sync(A_FEW + 1, MANY);

        assertThat(size())
                .as("bytes after %d runs, %d after %d", MANY, small, A_FEW)
                .isLessThan(4 * small);
        assertThat(store.history("audience", NOW)).hasSize(A_FEW + 1);
        assertThat(leftOfIntents()).containsOnly("0");
    }

    /** A run a day; in each 5 % of the people are others. */
    private void sync(int first, int last) throws Exception {
        for (int run = first; run <= last; run++) {
            time.pass(A_DAY);
            try (CohortMemory memory = open()) {
                sync(memory, run);
            }
            store.forgetRuns(time.instant().minus(KEPT), NOW);
            if (run % A_FEW == 0) {
                tidy();
            }
        }
    }

    private void sync(CohortMemory memory, int run) {
        memory.settle();
        int gone = run * PEOPLE / 20;
        List<String> audience = IntStream.range(gone, gone + PEOPLE)
                .mapToObj(n -> "9f86d081-884c-7d65-9a2f-" + n)
                .toList();
        try (Staging staging = staged(memory, audience)) {
            memory.compare(staging, terms());
        }
        long changes = memory.intend("run-" + run, OWNER, Release.ALL);
        for (long from = 1; from <= changes; from += 1_000) {
            long to = Math.min(changes, from + 999);
            memory.mayLeave(from, to);
            memory.answered(from, to, Outcome.ACCEPTED);
        }
        memory.settle();
        memory.remember("run-" + run, "audience", "completed", REPORT);
    }
}
