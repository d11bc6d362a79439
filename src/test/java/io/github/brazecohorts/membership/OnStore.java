// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static io.github.brazecohorts.membership.MembershipStoreContract.OWNER;
import static io.github.brazecohorts.membership.MembershipStoreContract.staged;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Contracts of a store in a time that the test moves. Every run takes the cohort anew, as runs do. */
abstract class OnStore {
    static final Duration SETTLING = Duration.ofMinutes(15);
    static final Duration A_DAY = Duration.ofDays(1);

    final PassingTime time = new PassingTime();
    MembershipStore store;

    private final List<CohortMemory> opened = new ArrayList<>();
    private int reassertDays;
    private int runs;

    /** A store on this test's own database, which lives by this clock. */
    abstract MembershipStore newStore(Clock clock);

    @BeforeEach
    void build() {
        store = newStore(time);
        open(MembershipStoreContract.key("keeps the database open, for speed"));
    }

    @AfterEach
    void closeAll() {
        opened.forEach(CohortMemory::close);
        store.close();
    }

    /** In how many days every member is sent again; at first never. */
    void reassertIn(int days) {
        reassertDays = days;
    }

    Terms terms() {
        return new Terms(reassertDays, SETTLING, OptionalLong.empty());
    }

    CohortMemory open() {
        return open(KEY);
    }

    CohortMemory open(CohortKey key) {
        CohortMemory memory = store.open(key, NOW);
        opened.add(memory);
        return memory;
    }

    /** Begins a run, up to its intent. */
    SentRun begin(String... audience) {
        return begin(OWNER, Release.ALL, audience);
    }

    SentRun begin(Owner owner, Release release, String... audience) {
        CohortMemory memory = open();
        memory.settle();
        Comparison found = compare(memory, audience);
        String runId = "run-" + ++runs;
        memory.intend(runId, owner, release);
        return new SentRun(memory, runId, found);
    }

    Comparison compare(CohortMemory memory, String... audience) {
        try (Staging staging = staged(memory, List.of(audience))) {
            return memory.compare(staging, terms());
        }
    }

    /** A run that Braze accepts as a whole. */
    void deliver(String... audience) {
        begin(audience).allAccepted().end();
    }

    /** What the next run would find, which is not begun. */
    Comparison look(String... audience) {
        try (CohortMemory memory = open()) {
            memory.settle();
            return compare(memory, audience);
        }
    }

    /** What the next run would say; it says it, and Braze accepts. */
    List<String> delivered(String... audience) {
        SentRun run = begin(audience);
        run.allAccepted().end();
        return run.says();
    }
}
