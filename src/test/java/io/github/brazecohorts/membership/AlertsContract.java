// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered beside the cohorts: open alerts, long waits, how many requests may leave, the last good run. */
abstract class AlertsContract extends OnStore {
    private static final KeptAlert HELD = new KeptAlert("default", "vip", "held", "{\"title\":\"H\u00e9ld \\u202e\"}");
    private static final KeptAlert REFUSED = new KeptAlert("default", "", "invalid-credentials", "{}");
    private static final WorkspaceKey OTHER = new WorkspaceKey("emea", "https://rest.fra-01.braze.eu", "amperity");

    private List<KeptAlert> alerts() {
        List<KeptAlert> found = new ArrayList<>();
        store.alerts(
                open -> {
                    found.addAll(open);
                    return open;
                },
                NOW);
        return found;
    }

    private WorkspaceMemory workspace() {
        return store.workspace(KEY.workspaceKey());
    }

    @Test
    void noAlertIsOpenAtFirst() {
        assertThat(alerts()).isEmpty();
    }

    @Test
    void alertsAreKeptAsTheyAreGiven() {
        store.alerts(open -> List.of(REFUSED, HELD), NOW);
        assertThat(alerts()).containsExactlyInAnyOrder(REFUSED, HELD);
        store.alerts(open -> List.of(HELD), NOW);
        assertThat(alerts()).containsExactly(HELD);
    }

    @Test
    void aChangeThatFailsChangesNothing() {
        store.alerts(open -> List.of(HELD), NOW);
        assertThatThrownBy(() -> store.alerts(
                        open -> {
                            throw new IllegalStateException("no");
                        },
                        NOW))
                .hasMessage("no");
        assertThat(alerts()).containsExactly(HELD);
    }

    @Test
    void ofManyWhoChangeThemAtOnceNoneIsLost() {
        CompletableFuture<?>[] all = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.runAsync(() -> store.alerts(
                        open -> {
                            List<KeptAlert> more = new ArrayList<>(open);
                            more.add(new KeptAlert("default", "audience-" + i, "held", "{}"));
                            return more;
                        },
                        Duration.ofMinutes(1))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
        assertThat(alerts()).hasSize(16).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsAllowedAtFirst() {
        assertThat(workspace().allowance()).isEmpty();
        assertThat(workspace().pausedUntil()).isEmpty();
    }

    @Test
    void anAllowanceIsKeptForItsWorkspace() {
        byte[] bytes = {0, 1, (byte) 0xff, 39, 0};
        assertThat(workspace().allow(Optional.empty(), bytes)).isTrue();
        assertThat(workspace().allowance()).hasValue(bytes);
        assertThat(store.workspace(OTHER).allowance()).isEmpty();
    }

    @Test
    void anAllowanceThatChangedMeanwhileIsNotOverwritten() {
        byte[] first = bytes("first");
        byte[] second = bytes("second");
        assertThat(workspace().allow(Optional.empty(), first)).isTrue();
        assertThat(workspace().allow(Optional.empty(), second)).isFalse();
        assertThat(workspace().allow(Optional.of(second), second)).isFalse();
        assertThat(workspace().allowance()).hasValue(first);
        assertThat(workspace().allow(Optional.of(first), second)).isTrue();
        assertThat(workspace().allowance()).hasValue(second);
    }

    @Test
    void ofManyWhoChangeAnAllowanceAtOnceOneWins() {
        workspace().allow(Optional.empty(), bytes("0"));
        AtomicInteger won = new AtomicInteger();
        CompletableFuture<?>[] all = IntStream.range(1, 17)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    if (workspace().allow(Optional.of(bytes("0")), bytes("" + i))) {
                        won.incrementAndGet();
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
        assertThat(won).hasValue(1);
    }

    @Test
    void aWaitIsKeptUntilItIsOver() {
        Instant end = time.instant().plus(Duration.ofHours(1));
        workspace().pauseUntil(Optional.of(end));
        assertThat(workspace().pausedUntil()).hasValue(end);
        assertThat(store.workspace(OTHER).pausedUntil()).isEmpty();
        time.pass(Duration.ofHours(1));
        assertThat(workspace().pausedUntil()).isEmpty();
    }

    @Test
    void aWaitMayBeCalledOff() {
        workspace().pauseUntil(Optional.of(time.instant().plus(Duration.ofHours(1))));
        workspace().pauseUntil(Optional.empty());
        assertThat(workspace().pausedUntil()).isEmpty();
    }

    @Test
    void aWaitLeavesTheAllowanceAsItIs() {
        workspace().allow(Optional.empty(), bytes("kept"));
        workspace().pauseUntil(Optional.of(time.instant().plus(Duration.ofHours(1))));
        assertThat(workspace().allowance()).hasValue(bytes("kept"));
    }

    @Test
    void withoutARunThereIsNoGoodOne() {
        assertThat(store.lastGood("audience", NOW)).isEmpty();
    }

    @Test
    void theLastGoodRunIsTheOneThatCompletedOrWasHeld() {
        for (String status : List.of("completed", "held")) {
            time.pass(Duration.ofHours(1));
            Instant good = time.instant();
            run(status);
            time.pass(Duration.ofHours(1));
            run("incomplete");
            run("failed");
            assertThat(store.lastGood("audience", NOW)).hasValue(good);
        }
    }

    @Test
    void beforeTheFirstGoodRunItsFirstRunCounts() {
        Instant first = time.instant();
        run("failed");
        time.pass(Duration.ofHours(1));
        run("incomplete");
        assertThat(store.lastGood("audience", NOW)).hasValue(first);
        assertThat(store.lastGood("another", NOW)).isEmpty();
    }

    @Test
    void aTestAudienceIsNoGoodRun() {
        Instant first = time.instant();
        run("failed");
        time.pass(Duration.ofHours(1));
        begin(new Owner("audience", "external_id", "", true), Release.ALL, "ada")
                .end();
        try (CohortMemory memory = open()) {
            memory.remember("test", "audience", "completed", "{}");
        }
        assertThat(store.lastGood("audience", NOW)).isNotEqualTo(Optional.of(time.instant()));
        assertThat(store.lastGood("audience", NOW).orElse(first)).isBeforeOrEqualTo(first);
    }

    @Test
    void theHistoryHasAllReportsTheLatestFirst() {
        assertThat(store.history("audience", NOW)).isEmpty();
        try (CohortMemory memory = open()) {
            memory.remember("1", "audience", "completed", "{\"run\":1}");
            memory.remember("2", "another", "completed", "{\"run\":2}");
            memory.remember("3", "audience", "failed", "{\"run\":3}");
        }
        assertThat(store.history("audience", NOW)).containsExactly("{\"run\":3}", "{\"run\":1}");
    }

    private void run(String status) {
        try (CohortMemory memory = open()) {
            memory.remember("run-" + status + time.instant(), "audience", status, "{}");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
