// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static io.github.brazecohorts.membership.MembershipStoreContract.OWNER;
import static io.github.brazecohorts.membership.MembershipStoreContract.TERMS;
import static io.github.brazecohorts.membership.MembershipStoreContract.compare;
import static io.github.brazecohorts.membership.MembershipStoreContract.intend;
import static io.github.brazecohorts.membership.MembershipStoreContract.staged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One run at a time, whichever node it is on. Another store object stands for another node. */
class PostgresLeaseTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    final PostgresServer server = new PostgresServer();

    private final AtomicLong nanos = new AtomicLong();
    private final PostgresMembership here = server.store(times(Duration.ofDays(1)));
    private final PostgresMembership there = server.store(times(Duration.ofDays(1)));

    private LeaseTimes times(Duration renewedEvery) {
        return new LeaseTimes(Duration.ofSeconds(20), renewedEvery, Duration.ofSeconds(4), nanos::get);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private void expire() throws Exception {
        server.tamper("UPDATE lease SET expires_at = clock_timestamp() - INTERVAL '1 second'");
    }

    private List<String> leases() throws Exception {
        return server.rows("SELECT cohort_id, node, expires_at > clock_timestamp() FROM lease");
    }

    @Test
    void aCohortThatAnotherNodeHasIsTakenAndTheNodeIsNamed() {
        try (CohortMemory ignored = here.open(KEY, NOW)) {
            assertThatThrownBy(() -> there.open(KEY, NOW))
                    .isInstanceOf(TakenException.class)
                    .hasMessageContaining("The cohort high-value of workspace default is taken by process "
                            + ProcessHandle.current().pid() + " on ");
        }
    }

    @Test
    void otherCohortsAreFreeMeanwhile() {
        try (CohortMemory ignored = here.open(KEY, NOW)) {
            assertThatCode(() -> there.open(MembershipStoreContract.key("other"), NOW)
                            .close())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aClosedCohortIsFreeAtOnce() throws Exception {
        here.open(KEY, NOW).close();
        assertThat(leases()).isEmpty();
        there.open(KEY, NOW).close();
    }

    @Test
    void whoWaitsOnAnotherNodeGetsTheCohortWhenItIsFree() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (CohortMemory first = here.open(KEY, NOW)) {
            Future<CohortMemory> second = thread.submit(() -> there.open(KEY, Duration.ofSeconds(60)));
            first.close();
            second.get().close();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void whatADeadNodeHadIsTakenWhenItsLeaseIsOver() throws Exception {
        try (CohortMemory dead = here.open(KEY, NOW)) {
            compare(dead, List.of("ada", "bob"));
            intend(dead, "killed");
            dead.mayLeave(1, 1);
            expire();
            try (CohortMemory memory = there.open(KEY, NOW)) {
                assertThat(memory.settle()).extracting(Settlement::runId).containsExactly("killed");
                assertThat(compare(memory, List.of()).uncertain()).isEqualTo(1);
            }
        }
    }

    @Test
    void whoLostItsLeaseWritesNothing() throws Exception {
        try (CohortMemory late = here.open(KEY, NOW);
                Staging staging = staged(late, List.of("ada"))) {
            compare(late, List.of("ada", "bob"));
            intend(late, "late");
            late.mayLeave(1, 1);
            expire();
            there.open(KEY, NOW).close();
            List<String> before = everything();

            assertLost(late::requireHeld);
            assertLost(() -> late.mayLeave(2, 2));
            assertLost(() -> late.answered(1, 1, Outcome.ACCEPTED));
            assertLost(late::settle);
            assertLost(() -> late.compare(staging, TERMS));
            assertLost(() -> late.named("Name"));
            assertLost(() -> late.approve(7));
            assertLost(late::distrust);
            assertLost(late::forget);
            assertLost(() -> late.rest("audience", true));
            assertLost(() -> late.remember("late", "audience", "completed", "{}"));
            assertThat(everything()).isEqualTo(before);
        }
    }

    @Test
    void whatWasComparedBeforeTheLeaseWasLostIsNotIntended() throws Exception {
        try (CohortMemory late = here.open(KEY, NOW)) {
            compare(late, List.of("ada"));
            expire();
            there.open(KEY, NOW).close();
            assertLost(() -> late.intend("late", OWNER, Release.ALL));
            assertThat(server.rows("SELECT * FROM change")).isEmpty();
        }
    }

    private static void assertLost(ThrowingCallable written) {
        assertThatThrownBy(written)
                .isInstanceOf(StateException.class)
                .hasMessageContaining("is another node's by now")
                .hasMessageContaining("nothing of this step was written");
    }

    private List<String> everything() throws Exception {
        return server.rows("SELECT 'cohort', c::TEXT FROM cohort c UNION ALL SELECT 'run', r::TEXT FROM run r"
                + " UNION ALL SELECT 'change', c::TEXT FROM change c UNION ALL SELECT 'sent', s::TEXT FROM sent s"
                + " UNION ALL SELECT 'answer', a::TEXT FROM answer a UNION ALL SELECT 'member', m::TEXT FROM member m"
                + " UNION ALL SELECT 'resting', r::TEXT FROM resting r ORDER BY 1, 2");
    }

    @Test
    void aLateCloseLeavesTheNextRunItsLease() throws Exception {
        CohortMemory late = here.open(KEY, NOW);
        expire();
        try (CohortMemory ignored = there.open(KEY, NOW)) {
            late.close();
            assertThat(leases()).hasSize(1);
        }
    }

    @Test
    void aNodeThatStoodStillSendsNothingMore() {
        try (CohortMemory memory = here.open(KEY, NOW)) {
            compare(memory, List.of("ada", "bob"));
            intend(memory, "paused");
            nanos.addAndGet(Duration.ofSeconds(16).toNanos());
            memory.mayLeave(1, 1);
            memory.requireHeld();
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThatThrownBy(memory::requireHeld).hasMessageContaining("could not say for 17 s");
            assertThatThrownBy(() -> memory.mayLeave(2, 2))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("could not say for 17 s that it is still at it");
        }
    }

    @Test
    void aLeaseIsRenewedWhileItsRunIsOpen() throws Exception {
        try (PostgresMembership store = server.store(times(Duration.ofMillis(20)));
                CohortMemory memory = store.open(KEY, NOW)) {
            compare(memory, List.of("ada", "bob"));
            intend(memory, "long");
            nanos.addAndGet(Duration.ofSeconds(18).toNanos());
            await().atMost(A_MINUTE).untilAsserted(() -> memory.mayLeave(1, 1));
            server.tamper("UPDATE lease SET expires_at = clock_timestamp()");
            await().atMost(A_MINUTE)
                    .untilAsserted(() ->
                            assertThat(leases()).singleElement().asString().endsWith("|t|"));
        }
    }

    private static final Instant SLOT = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    private static CohortMemory fire(PostgresMembership node) {
        return node.open(KEY, new Firing("audience", SLOT), NOW).memory();
    }

    @Test
    void aFiringThatFindsAnotherNodesRunIsSkippedAtOnceAndTheNodeNamed() {
        try (CohortMemory ignored = here.open(KEY, NOW)) {
            assertThatThrownBy(() -> there.open(KEY, new Firing("audience", SLOT), A_MINUTE))
                    .isInstanceOf(OverlapException.class)
                    .hasMessageContaining(
                            "is taken by process " + ProcessHandle.current().pid() + " on ");
        }
        assertThatThrownBy(() -> fire(here)).isInstanceOf(ClaimedException.class);
    }

    @Test
    void aNodeThatFailsWhileItClaimsLeavesTheFiringToAnother() throws Exception {
        here.open(KEY, NOW).close();
        server.tamper("ALTER TABLE lease RENAME TO lease_away");
        assertThatThrownBy(() -> fire(here)).isInstanceOf(StateException.class);
        server.tamper("ALTER TABLE lease_away RENAME TO lease");
        fire(there).close();
    }

    @Test
    void aRunThatItsScheduleBeganAndWhoseLeaseIsOverIsDead() throws Exception {
        try (CohortMemory dead = fire(here)) {
            compare(dead, List.of("ada"));
            expire();
            assertThat(there.deadRuns()).singleElement().satisfies(run -> {
                assertThat(run.cohort()).isEqualTo(KEY);
                assertThat(run.audience()).isEqualTo("audience");
                assertThat(run.node()).startsWith("process ");
            });
        }
    }

    @Test
    void aDeadRunOfAPersonIsThePersonsBusiness() throws Exception {
        try (CohortMemory dead = here.open(KEY, NOW)) {
            compare(dead, List.of("ada"));
            expire();
            assertThat(there.deadRuns()).isEmpty();
        }
    }

    @Test
    void whatDiedMoreThanADayAgoIsLeftToTheSchedule() throws Exception {
        try (CohortMemory dead = fire(here)) {
            compare(dead, List.of("ada"));
            server.tamper("UPDATE lease SET expires_at = clock_timestamp() - INTERVAL '25 hours'");
            assertThat(there.deadRuns()).isEmpty();
        }
    }

    @Test
    void ofAllWhoTakeOverADeadRunOneGetsIt() throws Exception {
        try (CohortMemory dead = fire(here)) {
            compare(dead, List.of("ada"));
            expire();
            DeadRun found = there.deadRuns().get(0);
            try (PostgresMembership third = server.store(times(Duration.ofDays(1)));
                    CohortMemory heir = there.takeOver(found)) {
                assertThat(third.deadRuns()).isEmpty();
                assertThatThrownBy(() -> third.takeOver(found)).isInstanceOf(ClaimedException.class);
                assertThat(heir.settle()).isEmpty();
                assertLost(dead::distrust);
            }
        }
    }

    @Test
    void aRunThatGoesOnIsTakenOverByNobody() throws Exception {
        try (CohortMemory late = fire(here)) {
            compare(late, List.of("ada"));
            expire();
            DeadRun found = there.deadRuns().get(0);
            server.tamper("UPDATE lease SET expires_at = clock_timestamp() + INTERVAL '20 seconds'");
            assertThatThrownBy(() -> there.takeOver(found)).isInstanceOf(ClaimedException.class);
        }
    }

    @Test
    void aNodeDoesNotTakeOverFromItself() throws Exception {
        try (CohortMemory late = fire(here)) {
            compare(late, List.of("ada"));
            expire();
            DeadRun own = here.deadRuns().get(0);
            assertThatThrownBy(() -> here.takeOver(own)).isInstanceOf(ClaimedException.class);
        }
    }

    @Test
    void aRunThatTookOverAndDiesIsNotTakenOverAgain() throws Exception {
        try (CohortMemory dead = fire(here)) {
            compare(dead, List.of("ada"));
            expire();
            try (CohortMemory heir = there.takeOver(there.deadRuns().get(0))) {
                compare(heir, List.of("ada"));
                expire();
                try (PostgresMembership third = server.store(times(Duration.ofDays(1)))) {
                    assertThat(third.deadRuns()).isEmpty();
                }
            }
        }
    }

    @Test
    void whoOnlyLooksLeavesADeadRunToBeTakenOver() throws Exception {
        try (CohortMemory dead = fire(here)) {
            compare(dead, List.of("ada"));
            expire();
            try (CohortMemory plan = there.open(KEY, NOW)) {
                compare(plan, List.of("ada"));
                assertThat(there.deadRuns()).as("it is busy with it").isEmpty();
            }
            assertThat(there.deadRuns()).extracting(DeadRun::audience).containsExactly("audience");
        }
    }

    @Test
    void whoRunsInItsPlaceLeavesNothing() throws Exception {
        try (CohortMemory dead = fire(here)) {
            compare(dead, List.of("ada"));
            expire();
            try (CohortMemory byHand = there.open(KEY, NOW)) {
                byHand.leave(false);
            }
            assertThat(there.deadRuns()).isEmpty();
            assertThat(leases()).isEmpty();
        }
    }

    @Test
    void whoIsEndedHandsOverAndAnotherNodeFindsItAtOnce() {
        try (CohortMemory ended = fire(here)) {
            ended.remember("ended", "audience", "incomplete", "{}");
            ended.leave(true);
        }
        assertThat(there.deadRuns()).extracting(DeadRun::audience).containsExactly("audience");
        there.takeOver(there.deadRuns().get(0)).close();
        assertThat(there.deadRuns()).isEmpty();
    }

    @Test
    void anHeirThatIsEndedHandsOverToo() throws Exception {
        try (CohortMemory dead = fire(here)) {
            compare(dead, List.of("ada"));
            expire();
            try (CohortMemory heir = there.takeOver(there.deadRuns().get(0))) {
                heir.leave(true);
            }
            assertThat(there.deadRuns()).extracting(DeadRun::audience).containsExactly("audience");
        }
    }

    @Test
    void aStoreThatIsClosedInMidRunLeavesTheRunToOthers() {
        try (PostgresMembership third = server.store(times(Duration.ofDays(1)))) {
            fire(third);
        }
        assertThat(there.deadRuns()).extracting(DeadRun::audience).containsExactly("audience");
    }

    @Test
    void whoOnlyLooksWakesNothingThatDiedMoreThanADayAgo() throws Exception {
        try (CohortMemory dead = fire(here)) {
            compare(dead, List.of("ada"));
            server.tamper("UPDATE lease SET expires_at = clock_timestamp() - INTERVAL '25 hours'");
            there.open(KEY, NOW).close();
            assertThat(there.deadRuns()).isEmpty();
            assertThat(leases()).isEmpty();
        }
    }

    @Test
    void whatAPersonBeganIsHandedOverToNobody() throws Exception {
        try (CohortMemory ended = here.open(KEY, NOW)) {
            ended.remember("ended", "audience", "incomplete", "{}");
            ended.leave(true);
        }
        assertThat(leases()).isEmpty();
    }

    @Test
    void aRunThatIsWritingKeepsItsLeaseAndCanRenewIt() throws Exception {
        try (CohortMemory ignored = here.open(KEY, NOW);
                var writing = server.connection()) {
            writing.setAutoCommit(false);
            long token =
                    Long.parseLong(server.rows("SELECT token FROM lease").get(0).replace("|", ""));
            writing.createStatement().execute("SELECT 1" + PostgresSql.WHILE_HELD.formatted(token));
            expire();
            assertThatThrownBy(() -> there.open(KEY, NOW)).isInstanceOf(TakenException.class);
            writing.rollback();
            there.open(KEY, NOW).close();
        }
    }

    @Test
    void aRunWhoseLeaseIsOverIsBrokenOff() throws Exception {
        try (PostgresMembership store = server.store(times(Duration.ofMillis(20)))) {
            CohortMemory memory = store.open(KEY, NOW);
            server.tamper("DELETE FROM lease");
            await().atMost(A_MINUTE)
                    .untilAsserted(() -> assertThatThrownBy(memory::members).isInstanceOf(StateException.class));
            memory.close();
        }
    }
}
