// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every membership store must do, whatever the database. */
abstract class MembershipStoreContract {
    static final Duration NOW = Duration.ZERO;
    static final CohortKey KEY = key("high-value");
    static final Owner OWNER = new Owner("audience", "external_id", "", false);
    static final Terms TERMS = new Terms(0, Duration.ofMinutes(15), OptionalLong.empty());

    static final List<String> NASTY = List.of(
            "plain",
            "PLAIN",
            "Plain",
            "\"quoted\"",
            "\"",
            "'",
            "a,b;c|d",
            "back\\slash",
            "\\N",
            "\\n",
            "NULL",
            "null",
            "nan",
            " leading",
            "trailing ",
            "a  b",
            "#comment",
            "id",
            "12",
            "0012",
            "12.0",
            "1e3",
            "true",
            "2026-11-24",
            "\uD83D\uDE00",
            "\u200Frtl\u202E",
            "caf\u00E9",
            "cafe\u0301",
            "\uFEFFbom",
            "bom",
            "line\u2028separator",
            "next\u0085line",
            "nbsp\u00A0",
            "stra\u00DFe",
            "strasse",
            "\u0130",
            "i",
            "I",
            "\uD834\uDD1E",
            "\uFFFD",
            "%s{}",
            "x".repeat(997),
            "x".repeat(996),
            "\uD83D\uDE00".repeat(249) + "z");

    private final List<AutoCloseable> opened = new ArrayList<>();

    /** A store on this test's own database: again the same one, if called again. */
    abstract MembershipStore newStore();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    static CohortKey key(String cohortId) {
        return new CohortKey("default", "sandbox", "partner", cohortId);
    }

    MembershipStore store() {
        MembershipStore store = newStore();
        opened.add(store);
        return store;
    }

    static Comparison compare(CohortMemory memory, List<String> audience) {
        try (Staging staging = staged(memory, audience)) {
            return memory.compare(staging, TERMS);
        }
    }

    /** What is found where nobody is refused, sent again or allowed. */
    static Comparison found(
            long people, long duplicates, long adds, long removals, long unchanged, long members, long uncertain) {
        return new Comparison(
                people,
                duplicates,
                adds,
                removals,
                0,
                unchanged,
                members,
                uncertain,
                Comparison.Aside.NOBODY,
                OptionalLong.empty());
    }

    static void intend(CohortMemory memory, String runId) {
        memory.intend(runId, OWNER, Release.ALL);
    }

    static Staging staged(CohortMemory memory, List<String> audience) {
        Staging staging = memory.stage();
        staging.add(audience);
        staging.seal();
        return staging;
    }

    static List<Change> changes(CohortMemory memory) {
        List<Change> all = new ArrayList<>();
        memory.changes().forEachRemaining(all::add);
        return all;
    }

    /** A run that Braze accepts as a whole. */
    static void sync(CohortMemory memory, String runId, List<String> audience) {
        Comparison compared = compare(memory, audience);
        intend(memory, runId);
        long last = compared.adds() + compared.removals();
        if (last > 0) {
            memory.mayLeave(1, last);
            memory.answered(1, last, Outcome.ACCEPTED);
        }
        memory.settle();
        memory.remember(runId, "audience", "completed", "{\"run_id\":\"" + runId + "\"}");
    }

    @Test
    void addsWhoEntersAndRemovesWhoLeaves() {
        try (CohortMemory memory = store().open(KEY, NOW)) {
            sync(memory, "first", List.of("a", "b", "c"));

            Comparison compared = compare(memory, List.of("d", "b", "c", "d", "b", "e"));

            assertThat(compared).isEqualTo(found(4, 2, 2, 1, 2, 3, 0));
            intend(memory, "second");
            List<Change> changes = changes(memory);
            assertThat(changes).extracting(Change::seq).containsExactly(1L, 2L, 3L);
            assertThat(changes.subList(0, 2)).allMatch(c -> c.operation() == Operation.ADD);
            assertThat(changes.subList(0, 2)).extracting(Change::id).containsExactlyInAnyOrder("d", "e");
            assertThat(changes.get(2)).isEqualTo(new Change(3, "a", Operation.REMOVE, true, false, false));
        }
    }

    @Test
    void sendsNothingWhenNothingChanged() {
        try (CohortMemory memory = store().open(KEY, NOW)) {
            sync(memory, "first", List.of("a", "b"));

            Comparison compared = compare(memory, List.of("b", "a"));
            intend(memory, "second");

            assertThat(compared).isEqualTo(found(2, 0, 0, 0, 2, 2, 0));
            assertThat(memory.changes().hasNext()).isFalse();
            assertThat(memory.settle()).extracting(Settlement::runId).containsExactly("second");
        }
    }

    @Test
    void anEmptyAudienceRemovesEverybody() {
        try (CohortMemory memory = store().open(KEY, NOW)) {
            assertThat(compare(memory, List.of())).isEqualTo(found(0, 0, 0, 0, 0, 0, 0));
            sync(memory, "first", List.of("a", "b"));
            sync(memory, "second", List.of());
            assertThat(memory.members()).isZero();
        }
    }

    @Test
    void nastyIdsSurviveByteForByte() {
        try (CohortMemory memory = store().open(KEY, NOW)) {
            for (String first : NASTY) {
                List<String> audience = new ArrayList<>(List.of(first));
                audience.addAll(NASTY.stream().filter(id -> !id.equals(first)).toList());
                assertThat(compare(memory, audience).people()).isEqualTo(NASTY.size());
            }
            intend(memory, "run");
            assertThat(changes(memory)).extracting(Change::id).containsExactlyInAnyOrderElementsOf(NASTY);
            memory.mayLeave(1, NASTY.size());
            memory.answered(1, NASTY.size(), Outcome.ACCEPTED);
            memory.settle();
            assertThat(compare(memory, NASTY).unchanged()).isEqualTo(NASTY.size());
        }
    }

    @Test
    void refusesIdsThatAreNoIds() {
        try (CohortMemory memory = store().open(KEY, NOW)) {
            for (String bad : List.of("", "a\nb", "a\rb", "\u001f", "\u001e", "\0", "lone \uD83D")) {
                try (Staging staging = memory.stage()) {
                    assertThatThrownBy(() -> {
                                staging.add(List.of(bad));
                                staging.seal();
                            })
                            .isInstanceOf(IllegalArgumentException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "absent, add,    unsent,   absent",
        "absent, add,    accepted, in",
        "absent, add,    refused,  absent",
        "absent, add,    silence,  maybe",
        "maybe,  add,    unsent,   maybe",
        "maybe,  add,    accepted, in",
        "maybe,  add,    refused,  maybe",
        "maybe,  add,    silence,  maybe",
        "in,     remove, unsent,   in",
        "in,     remove, accepted, absent",
        "in,     remove, refused,  in",
        "in,     remove, silence,  maybe",
        "maybe,  remove, unsent,   maybe",
        "maybe,  remove, accepted, absent",
        "maybe,  remove, refused,  maybe",
        "maybe,  remove, silence,  maybe",
    })
    void foldsByTheTable(String before, String operation, String fate, String after) {
        try (CohortMemory memory = store().open(KEY, NOW)) {
            bring(memory, before);
            compare(memory, operation.equals("add") ? List.of("x") : List.of());
            intend(memory, "run");
            suffer(memory, fate);

            Settlement settled = memory.settle().get(0);

            assertThat(stateOf(memory, "x")).isEqualTo(after);
            boolean accepted = fate.equals("accepted");
            assertThat(settled.added()).isEqualTo(accepted && operation.equals("add") ? 1 : 0);
            assertThat(settled.removed()).isEqualTo(accepted && operation.equals("remove") ? 1 : 0);
            assertThat(settled.undelivered()).isEqualTo(accepted ? 0 : 1);
        }
    }

    private static void bring(CohortMemory memory, String state) {
        if (!state.equals("absent")) {
            compare(memory, List.of("x"));
            intend(memory, "before");
            suffer(memory, state.equals("in") ? "accepted" : "silence");
            memory.settle();
            memory.remember("before", "audience", "completed", "{}");
        }
    }

    private static void suffer(CohortMemory memory, String fate) {
        if (fate.equals("unsent")) {
            return;
        }
        memory.mayLeave(1, 1);
        if (!fate.equals("silence")) {
            memory.answered(1, 1, fate.equals("accepted") ? Outcome.ACCEPTED : Outcome.REFUSED);
        }
    }

    static String stateOf(CohortMemory memory, String id) {
        Comparison compared = compare(memory, List.of(id));
        return compared.unchanged() == 1 ? "in" : compared.uncertain() == 1 ? "maybe" : "absent";
    }

    @Test
    void runsWithoutAReportAreAnsweredUntilTheyHaveOne() {
        MembershipStore store = store();
        try (CohortMemory memory = store.open(KEY, NOW)) {
            compare(memory, List.of("a"));
            intend(memory, "one");
            memory.settle();
            compare(memory, List.of("a"));
            intend(memory, "two");
        }
        try (CohortMemory memory = store.open(KEY, NOW)) {
            assertThat(memory.settle()).extracting(Settlement::runId).containsExactly("one", "two");
            assertThat(memory.settle()).extracting(Settlement::runId).containsExactly("one", "two");
            memory.remember("one", "audience", "interrupted", "{}");
            assertThat(memory.settle()).extracting(Settlement::runId).containsExactly("two");
        }
    }

    @Test
    void theLastReportOfEachAudienceIsFound() {
        MembershipStore store = store();
        assertThat(store.lastReports(NOW)).isEmpty();
        try (CohortMemory memory = store.open(KEY, NOW)) {
            memory.remember("r1", "one", "failed", "{\"run\":1}");
            memory.remember("r2", "one", "failed", "{\"run\":2}");
            memory.remember("r3", "two", "failed", "{\"run\":3}");
            memory.remember("r2", "one", "failed", "{\"run\":22}");
        }
        try (CohortMemory memory = store.open(key("other"), NOW)) {
            memory.remember("r1", "one", "failed", "{\"run\":4}");
            assertThat(memory.settle()).isEmpty();
        }
        assertThat(store.lastReports(NOW)).containsExactly("{\"run\":22}", "{\"run\":4}", "{\"run\":3}");
    }

    @Test
    void aNameIsRemembered() {
        MembershipStore store = store();
        try (CohortMemory memory = store.open(KEY, NOW)) {
            assertThat(memory.name()).isEmpty();
            memory.named("High Value");
        }
        try (CohortMemory memory = store.open(KEY, NOW)) {
            assertThat(memory.name()).contains("High Value");
        }
    }

    @Test
    void cohortsAreApart() {
        MembershipStore store = store();
        try (CohortMemory one = store.open(KEY, NOW);
                CohortMemory two = store.open(new CohortKey("other", "sandbox", "partner", KEY.cohortId()), NOW)) {
            sync(one, "r", List.of("a", "b"));
            sync(two, "r", List.of("b", "c"));
            sync(one, "s", List.of());
            assertThat(compare(two, List.of("b", "c")).unchanged()).isEqualTo(2);
        }
    }

    @Test
    void aTakenCohortIsNamed() {
        MembershipStore store = store();
        try (CohortMemory memory = store.open(KEY, NOW)) {
            assertThatThrownBy(() -> store.open(KEY, NOW))
                    .isInstanceOf(TakenException.class)
                    .hasMessageContaining(KEY.cohortId());
            assertThat(memory.members()).isZero();
        }
        store.open(KEY, NOW).close();
    }

    @Test
    void whoWaitsGetsTheCohortWhenItIsFree() throws Exception {
        MembershipStore store = store();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            CohortMemory first = store.open(KEY, NOW);
            Future<Long> second = thread.submit(() -> {
                try (CohortMemory memory = store.open(KEY, Duration.ofSeconds(30))) {
                    return memory.members();
                }
            });
            sync(first, "r", List.of("a"));
            first.close();
            assertThat(second.get()).isEqualTo(1);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void severalCohortsRunAtOnceWithAnswersFromSeveralThreads() throws Exception {
        MembershipStore store = store();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Long>> runs = IntStream.range(0, 3)
                    .mapToObj(n -> threads.submit(() -> manyRuns(store, key("cohort-" + n), threads)))
                    .toList();
            for (Future<Long> run : runs) {
                assertThat(run.get()).isEqualTo(400);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static long manyRuns(MembershipStore store, CohortKey key, ExecutorService threads) throws Exception {
        for (int run = 0; run < 5; run++) {
            List<String> audience = ids(run * 50, run * 50 + 400);
            try (CohortMemory memory = store.open(key, Duration.ofSeconds(30))) {
                Comparison compared = compare(memory, audience);
                intend(memory, "run-" + run);
                answerInBatches(memory, compared.adds() + compared.removals());
                memory.settle();
                memory.remember("run-" + run, "audience", "completed", "{}");
            }
        }
        try (CohortMemory memory = store.open(key, Duration.ofSeconds(30))) {
            assertThat(compare(memory, ids(200, 600)).unchanged()).isEqualTo(400);
            return memory.members();
        }
    }

    /** Batches of seven, answered by two threads while the changes are still being read. */
    private static void answerInBatches(CohortMemory memory, long last) throws Exception {
        ExecutorService answering = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> answers = new ArrayList<>();
            Iterator<Change> changes = memory.changes();
            for (long seq = 1; changes.hasNext(); seq++) {
                long read = changes.next().seq();
                if (read % 7 == 0 || read == last) {
                    long first = (read - 1) / 7 * 7 + 1;
                    answers.add(answering.submit(() -> {
                        memory.mayLeave(first, read);
                        memory.answered(first, read, Outcome.ACCEPTED);
                    }));
                }
            }
            for (Future<?> answer : answers) {
                answer.get();
            }
        } finally {
            answering.shutdownNow();
        }
    }

    static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> "user-" + n).toList();
    }

    @Test
    void changesAreReadOverManyPages() {
        try (CohortMemory memory = store().open(KEY, NOW)) {
            compare(memory, ids(0, 25_001));
            intend(memory, "run");
            List<Change> changes = changes(memory);
            assertThat(changes).extracting(Change::seq).isSorted().doesNotHaveDuplicates();
            assertThat(changes).extracting(Change::id).containsExactlyInAnyOrderElementsOf(ids(0, 25_001));
        }
    }

    @Test
    void rangesAnsweredInPiecesFoldChangeByChange() {
        try (CohortMemory memory = store().open(KEY, NOW)) {
            compare(memory, ids(0, 5_000));
            intend(memory, "run");
            List<Change> changes = changes(memory);
            memory.mayLeave(1, 5_000);
            memory.answered(1_001, 3_000, Outcome.ACCEPTED);
            memory.answered(1, 999, Outcome.ACCEPTED);
            memory.answered(1_000, 1_000, Outcome.REFUSED);
            memory.answered(4_000, 4_000, Outcome.ACCEPTED);
            Settlement settled = memory.settle().get(0);

            assertThat(settled.added()).isEqualTo(3_000);
            assertThat(settled.undelivered()).isEqualTo(2_000);
            List<String> accepted = Stream.concat(
                            changes.stream().filter(c -> c.seq() <= 3_000 && c.seq() != 1_000),
                            Stream.of(changes.get(3_999)))
                    .map(Change::id)
                    .toList();
            assertThat(compare(memory, accepted)).isEqualTo(found(3_000, 0, 0, 1_999, 3_000, 3_000, 1_999));
        }
    }

    @Test
    void theSameRangeAnsweredTwiceCountsOnceAndAcceptedWins() {
        try (CohortMemory memory = store().open(KEY, NOW)) {
            compare(memory, ids(0, 10));
            intend(memory, "run");
            memory.mayLeave(1, 10);
            memory.answered(1, 10, Outcome.REFUSED);
            memory.answered(3, 5, Outcome.ACCEPTED);
            memory.answered(3, 5, Outcome.ACCEPTED);
            assertThat(memory.settle().get(0).added()).isEqualTo(3);
            assertThat(compare(memory, List.of()).removals()).isEqualTo(3);
        }
    }

    @Test
    void whatWasNeverSentIsNeverUndone() {
        MembershipStore store = store();
        List<Change> changes;
        try (CohortMemory memory = store.open(KEY, NOW)) {
            compare(memory, ids(0, 3_000));
            intend(memory, "killed");
            changes = changes(memory);
            memory.mayLeave(1_001, 2_000);
        }
        try (CohortMemory memory = store.open(KEY, NOW)) {
            memory.settle();
            assertThat(compare(memory, List.of())).isEqualTo(found(0, 0, 0, 1_000, 0, 0, 1_000));
            intend(memory, "everybody left");
            assertThat(changes(memory))
                    .extracting(Change::id)
                    .containsExactlyInAnyOrderElementsOf(changes.subList(1_000, 2_000).stream()
                            .map(Change::id)
                            .toList());
        }
    }

    @Test
    void rangesMayLeaveAgainInPiecesAndAcrossOneAnother() {
        try (CohortMemory memory = store().open(KEY, NOW)) {
            compare(memory, ids(0, 5_000));
            intend(memory, "run");
            List<Change> changes = changes(memory);
            memory.mayLeave(1_001, 2_000);
            memory.mayLeave(1_001, 2_000);
            memory.mayLeave(1_001, 1_500);
            memory.mayLeave(1_501, 2_000);
            memory.mayLeave(1_751, 2_250);
            memory.mayLeave(4_000, 4_000);
            memory.answered(1_001, 1_500, Outcome.ACCEPTED);
            memory.answered(1_400, 1_600, Outcome.REFUSED);
            memory.answered(1_900, 2_100, Outcome.ACCEPTED);
            assertThat(memory.settle().get(0).added()).isEqualTo(701);

            assertThat(compare(memory, List.of())).isEqualTo(found(0, 0, 0, 1_251, 0, 701, 550));
            intend(memory, "everybody left");
            assertThat(changes(memory))
                    .extracting(Change::id)
                    .containsExactlyInAnyOrderElementsOf(changes.stream()
                            .filter(c -> c.seq() > 1_000 && c.seq() <= 2_250 || c.seq() == 4_000)
                            .map(Change::id)
                            .toList());
        }
    }

    @Test
    void misuseIsRefused() {
        try (CohortMemory memory = store().open(KEY, NOW)) {
            assertThatThrownBy(() -> intend(memory, "r")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(memory::changes).isInstanceOf(IllegalStateException.class);
            compare(memory, ids(0, 10));
            intend(memory, "r");
            assertThatThrownBy(() -> intend(memory, "r")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> compare(memory, ids(0, 10))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> memory.mayLeave(10, 11)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> memory.mayLeave(0, 1)).isInstanceOf(IllegalArgumentException.class);
            memory.mayLeave(2, 3);
            memory.mayLeave(6, 7);
            for (int seq : List.of(1, 4, 5, 8)) {
                assertThatThrownBy(() -> memory.answered(seq, seq, Outcome.ACCEPTED))
                        .isInstanceOf(IllegalStateException.class);
            }
            assertThatThrownBy(() -> memory.answered(3, 6, Outcome.ACCEPTED)).isInstanceOf(IllegalStateException.class);
            memory.answered(3, 3, Outcome.ACCEPTED);
            memory.settle();
            assertThatThrownBy(() -> memory.mayLeave(1, 1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> memory.answered(1, 1, Outcome.ACCEPTED)).isInstanceOf(IllegalStateException.class);
            assertThat(compare(memory, List.of())).isEqualTo(found(0, 0, 0, 4, 0, 1, 3));
            memory.remember("r", "a", "incomplete", "{}");
        }
    }

    @Test
    void onlyASealedAudienceIsCompared() {
        try (CohortMemory memory = store().open(KEY, NOW);
                Staging staging = memory.stage()) {
            staging.add(List.of("a"));
            assertThat(staging.size()).isEqualTo(1);
            assertThatThrownBy(() -> memory.compare(staging, TERMS)).isInstanceOf(IllegalStateException.class);
            staging.seal();
            assertThatThrownBy(() -> staging.add(List.of("b"))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aRehearsalSeesWhatARunWouldSee() {
        MembershipStore store = store();
        try (CohortMemory memory = store.open(KEY, NOW)) {
            sync(memory, "first", List.of("a", "b"));
            compare(memory, List.of("b", "c"));
            intend(memory, "killed");
            memory.mayLeave(1, 2);
            memory.answered(1, 1, Outcome.ACCEPTED);
        }
        try (CohortMemory memory = store.open(KEY, NOW);
                Staging staging = staged(memory, List.of("b", "c", "d"))) {
            Comparison expected = found(3, 0, 1, 1, 2, 2, 1);
            assertThat(memory.rehearse(staging, TERMS)).isEqualTo(expected);
            assertThat(memory.rehearse(staging, TERMS)).isEqualTo(expected);
            assertThat(memory.settle()).extracting(Settlement::runId).containsExactly("killed");
            assertThat(memory.compare(staging, TERMS)).isEqualTo(expected);
        }
    }

    @Test
    void aClosedStoreIsClosed() {
        MembershipStore store = store();
        store.open(KEY, NOW);
        store.close();
        assertThatThrownBy(() -> store.open(KEY, NOW)).isInstanceOf(StateException.class);
    }

    @Test
    void randomHistoriesEndAsTheModelSays() {
        MembershipStore store = store();
        opened.add(store.open(key("keeps the database open, for speed"), NOW));
        long seed = Long.getLong("membership.seed", 20261124L);
        for (int n = 0; n < Integer.getInteger("membership.histories", 20); n++) {
            RandomHistory history = new RandomHistory(store, seed + n);
            try {
                history.run();
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError(
                        "history of seed " + (seed + n) + " (-Dmembership.seed=" + (seed + n) + ")", failed);
            }
        }
    }
}
