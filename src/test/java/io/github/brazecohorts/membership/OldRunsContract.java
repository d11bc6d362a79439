// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static io.github.brazecohorts.membership.MembershipStoreContract.OWNER;
import static io.github.brazecohorts.membership.MembershipStoreContract.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Old runs are forgotten, but not what somebody still asks for. */
abstract class OldRunsContract extends OnStore {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final String NAME = OWNER.audience();

    /** A run of today, by its report. */
    private void run(CohortKey key, String audience, String report, String status) {
        try (CohortMemory memory = open(key)) {
            memory.settle();
            compare(memory, "ada");
            memory.intend(report, new Owner(audience, "external_id", "", false), Release.ALL);
            memory.settle();
            memory.remember(report, audience, status, report);
        }
        time.pass(A_DAY);
    }

    private void run(String report, String status) {
        run(KEY, NAME, report, status);
    }

    private long forget() {
        return store.forgetRuns(time.instant().minus(KEPT), NOW);
    }

    private List<String> history(String audience) {
        return store.history(audience, NOW);
    }

    @Test
    void forgetsRunsThatAreOlderThanTheyAreKept() {
        run("first", "completed");
        run("second", "completed");
        time.pass(KEPT.minusDays(1));
        run("third", "completed");

        assertThat(forget()).isEqualTo(2);
        assertThat(history(NAME)).containsExactly("third");
    }

    @Test
    void keepsWhatIsYoungEnough() {
        run("first", "completed");
        run("second", "completed");
        time.pass(KEPT.minusDays(2));

        assertThat(forget()).isZero();
        assertThat(history(NAME)).containsExactly("second", "first");
    }

    @Test
    void keepsTheLastRunAndTheLastGoodOneHoweverOldTheyAre() {
        run("good", "completed");
        Instant lastGood = time.instant();
        run("held", "held");
        run("bad", "failed");
        run("worse", "incomplete");
        time.pass(KEPT.multipliedBy(2));

        assertThat(forget()).isEqualTo(2);
        assertThat(history(NAME)).containsExactly("worse", "held");
        assertThat(store.lastReports(NOW)).containsExactly("worse");
        assertThat(store.lastGood(NAME, NOW)).contains(lastGood);
    }

    @Test
    void keepsSinceWhenAnAudienceIsWithoutAGoodRun() {
        Instant first = time.instant();
        run("first", "failed");
        run("second", "failed");
        run("third", "failed");
        time.pass(KEPT.multipliedBy(2));

        assertThat(forget()).isEqualTo(1);
        assertThat(store.lastGood(NAME, NOW)).contains(first);
    }

    @Test
    void keepsTheLastRunOfEachCohort() {
        run(KEY, NAME, "one", "completed");
        run(key("another"), "another", "other", "completed");
        time.pass(KEPT.multipliedBy(2));

        assertThat(forget()).isZero();
        assertThat(history("another")).containsExactly("other");
    }

    @Test
    void forgetsAnAudienceWhoseCohortIsAnothersByNow() {
        run(KEY, "before", "old", "completed");
        run(KEY, NAME, "new", "completed");
        time.pass(KEPT.minusDays(2));
        assertThat(forget()).isZero();
        assertThat(history("before")).containsExactly("old");
        time.pass(A_DAY.multipliedBy(2));

        assertThat(forget()).isEqualTo(1);
        assertThat(history("before")).isEmpty();
        assertThat(history(NAME)).containsExactly("new");
    }

    @Test
    void forgetsAnAudienceThatWasRetired() {
        try (CohortMemory memory = open()) {
            memory.settle();
            compare(memory);
            memory.intend("retired", OWNER, Release.ALL);
            memory.settle();
            memory.remember("retired", NAME, "completed", "retired");
            assertThat(memory.forget()).isTrue();
        }
        time.pass(KEPT);
        assertThat(forget()).isZero();
        time.pass(A_DAY);

        assertThat(forget()).isEqualTo(1);
        assertThat(history(NAME)).isEmpty();
    }

    @Test
    void keepsARunThatWasKilledUntilItIsFolded() {
        begin("ada").lost("ada").kill();
        time.pass(KEPT.multipliedBy(2));

        assertThat(forget()).isZero();
        assertThat(look("ada").uncertain()).isEqualTo(1);
    }

    @Test
    void keepsOpenAlerts() {
        KeptAlert alert = new KeptAlert("default", NAME, "held", "{}");
        store.alerts(none -> List.of(alert), NOW);
        run("first", "held");
        run("last", "held");
        time.pass(KEPT.multipliedBy(2));

        assertThat(forget()).isEqualTo(1);
        store.alerts(
                open -> {
                    assertThat(open).containsExactly(alert);
                    return open;
                },
                NOW);
    }
}
