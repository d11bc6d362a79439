// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each firing of a schedule is claimed once, by a slot that only moves on. */
abstract class FiringsContract extends OnStore {
    private static final CohortKey OTHER = MembershipStoreContract.key("other");

    /** The claim is held against the database's own clock. */
    private final Instant slot = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    private Begun fire(Instant at) {
        return store.open(KEY, new Firing("audience", at), Duration.ofMinutes(1));
    }

    private void run(Instant at) {
        fire(at).memory().close();
    }

    private void assertClaimed(Instant at) {
        assertThatThrownBy(() -> fire(at))
                .isInstanceOf(ClaimedException.class)
                .hasMessage("The firing of audience at " + at + " is claimed");
    }

    private Instant minutes(int later) {
        return slot.plus(Duration.ofMinutes(later));
    }

    @Test
    void aFiringIsClaimedOnce() {
        run(slot);
        assertClaimed(slot);
        assertClaimed(slot);
    }

    @Test
    void aFiringThatIsClaimedWhileItsRunIsUnderWayIsNoOverlap() {
        try (CohortMemory ignored = fire(slot).memory()) {
            assertClaimed(slot);
        }
    }

    @Test
    void theNextFiringIsAnother() {
        run(slot);
        run(minutes(1));
        assertClaimed(minutes(1));
    }

    @Test
    void aSlotThatIsPastIsClaimedWithTheLaterOne() {
        run(minutes(1));
        assertClaimed(slot);
    }

    @Test
    void audiencesHaveFiringsOfTheirOwn() {
        run(slot);
        store.open(OTHER, new Firing("other", slot), NOW).memory().close();
        assertThatThrownBy(() -> store.open(OTHER, new Firing("other", slot), NOW))
                .isInstanceOf(ClaimedException.class);
    }

    @Test
    void theSlotBeforeIsKnown() {
        Begun first = fire(slot);
        first.memory().close();
        Begun second = fire(minutes(15));
        second.memory().close();
        assertThat(first.before()).isEmpty();
        assertThat(second.before()).hasValue(slot);
    }

    @Test
    void ofManyWhoClaimAFiringAtOnceOneGetsIt() {
        run(slot);
        AtomicInteger got = new AtomicInteger();
        AtomicInteger claimed = new AtomicInteger();
        CompletableFuture<?>[] all = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    try {
                        run(minutes(1));
                        got.incrementAndGet();
                    } catch (ClaimedException another) {
                        claimed.incrementAndGet();
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
        assertThat(List.of(got.get(), claimed.get())).containsExactly(1, 11);
    }

    @Test
    void aSlotFromAClockThatIsPutBackDoesNotBlockTheSchedule() {
        Instant wrong = slot.plus(Duration.ofDays(30_000));
        run(wrong);
        assertClaimed(wrong);
        run(slot);
        assertClaimed(slot);
        run(minutes(1));
    }

    @Test
    void aSlotOfAClockThatIsALittleFastIsBelieved() {
        Instant fast = Instant.now().plus(Duration.ofMinutes(3)).truncatedTo(ChronoUnit.MINUTES);
        run(fast);
        assertClaimed(slot);
        assertClaimed(fast.minusSeconds(60));
    }

    @Test
    void firingsThatFindTheCohortTakenAreSkippedAndCountedInARow() {
        CohortMemory held = open();
        for (int i = 0; i < 3; i++) {
            Instant at = minutes(i - 3);
            assertThat(overlap(at).inARow()).isEqualTo(i + 1);
            assertClaimed(at);
        }
        held.close();
        run(slot);
        CohortMemory again = open();
        assertThat(overlap(minutes(1)).inARow()).isEqualTo(1);
        again.close();
    }

    private OverlapException overlap(Instant at) {
        return catchThrowableOfType(
                OverlapException.class, () -> fire(at).memory().close());
    }

    @Test
    void whatASkippedFiringFoundTakenIsNamed() {
        try (CohortMemory ignored = open()) {
            assertThat(overlap(slot)).hasMessageStartingWith("The cohort high-value of workspace default is taken by ");
        }
    }

    @Test
    void byHandACohortIsTakenWithoutAnyFiring() {
        run(slot);
        open().close();
        run(minutes(1));
    }

    @Test
    void aRunThatEndedIsNoDeadOne() {
        run(slot);
        assertThat(store.deadRuns()).isEmpty();
    }

    @Test
    void aRunUnderWayIsNoDeadOne() {
        try (CohortMemory ignored = fire(slot).memory()) {
            assertThat(store.deadRuns()).isEmpty();
        }
    }
}
