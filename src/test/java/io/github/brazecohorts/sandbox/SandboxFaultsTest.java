// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxFaultsTest {
    private Sandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start(SandboxOptions.defaults());
        caller = new Caller(sandbox);
        caller.send(caller.naming("c", "High Value"));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void closesBeforeItApplies() {
        sandbox.fault(Fault.closeBefore());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.send(caller.adding("c", "a")));
        assertThat(sandbox.members("c")).isEmpty();
        assertThat(sandbox.requests().byStatus()).containsEntry("none", 1L);
    }

    @Test
    void closesAfterItApplied() {
        sandbox.fault(Fault.closeAfter());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.send(caller.adding("c", "a")));
        assertThat(sandbox.members("c")).containsExactly("a");
    }

    @Test
    void appliesLate() {
        sandbox.fault(Fault.applyLate(Duration.ofMillis(700)));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.send(caller.adding("c", "a")));
        assertThat(sandbox.members("c")).isEmpty();
        await().untilAsserted(() -> assertThat(sandbox.members("c")).containsExactly("a"));
    }

    @Test
    void appliesLateBehindAStatus() throws IOException {
        script("[{\"status\":504,\"apply_late\":\"PT0.7S\"}]");
        assertThat(caller.status(caller.adding("c", "a"))).isEqualTo(504);
        assertThat(sandbox.members("c")).isEmpty();
        await().untilAsserted(() -> assertThat(sandbox.members("c")).containsExactly("a"));
    }

    @Test
    void aLateChangeWinsOverWhatWasSentMeanwhile() throws IOException {
        sandbox.fault(Fault.applyLate(Duration.ofMillis(700)));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.send(caller.adding("c", "a")));
        assertThat(caller.status(caller.removing("c", "a"))).isEqualTo(201);
        await().untilAsserted(() -> assertThat(sandbox.members("c")).containsExactly("a"));
        assertThat(sandbox.violations()).isEmpty();
    }

    @Test
    void neverAppliesWhatBreaksTheContract() throws IOException {
        sandbox.fault(Fault.answer(500).applied());
        assertThat(caller.status(caller.adding("c", ""))).isEqualTo(500);
        assertThat(sandbox.members("c")).isEmpty();
    }

    @Test
    void answersWithStatusHeadersAndBody() throws IOException {
        sandbox.fault(Fault.answer(429, Map.of("Retry-After", "7"), "{\"message\":\"slowly\"}"));
        HttpResponse<String> answer = caller.send(caller.adding("c", "a"));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(answer.body()).isEqualTo("{\"message\":\"slowly\"}");
        assertThat(sandbox.members("c")).isEmpty();
    }

    @Test
    void meetsSoManyRequestsAfterSoMany() throws IOException {
        sandbox.fault(Fault.answer(503).after(1).times(2), Fault.answer(423));
        assertThat(statuses("a", "b", "d", "e", "f")).containsExactly(423, 503, 503, 201, 201);
    }

    @Test
    void meetsTheFirstFaultFirst() throws IOException {
        sandbox.fault(Fault.answer(503).times(2), Fault.answer(429));
        assertThat(statuses("a", "b", "d", "e")).containsExactly(503, 503, 429, 201);
    }

    @Test
    void meetsForEverUntilItIsCleared() throws IOException {
        script("[{\"status\":503,\"times\":-1}]");
        assertThat(statuses("a", "b", "d")).containsOnly(503);
        assertThat(caller.status(caller.to("/sandbox/faults").DELETE().build())).isEqualTo(200);
        assertThat(statuses("a")).containsExactly(201);
    }

    @Test
    void meetsOnePathAlone() throws IOException {
        sandbox.fault(Fault.answer(503).onName());
        assertThat(caller.status(caller.adding("c", "a"))).isEqualTo(201);
        assertThat(caller.status(caller.naming("c", "n"))).isEqualTo(503);
    }

    @Test
    void meetsOneCohortAlone() throws IOException {
        script("[{\"cohort_id\":\"d\",\"status\":503}]");
        assertThat(caller.status(caller.adding("c", "a"))).isEqualTo(201);
        assertThat(caller.status(caller.naming("d", "n"))).isEqualTo(503);
    }

    @Test
    void meetsOneIdAlone() throws IOException {
        sandbox.fault(Fault.answer(400).containing("bad").always());
        assertThat(caller.status(caller.adding("c", "a", "b"))).isEqualTo(201);
        assertThat(caller.status(caller.adding("c", "d", "bad"))).isEqualTo(400);
        assertThat(caller.status(caller.removing("c", "bad"))).isEqualTo(400);
        assertThat(sandbox.members("c")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void delaysAndThenObeys() throws IOException {
        script("[{\"delay\":\"PT0.2S\"}]");
        long begin = System.nanoTime();
        assertThat(caller.status(caller.adding("c", "a"))).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(sandbox.members("c")).containsExactly("a");
    }

    @Test
    void holdsOneRequestWhileOthersPass() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        sandbox.fault(Fault.hold(release).containing("a"));
        CompletableFuture<HttpResponse<String>> held = caller.sendAsync(caller.adding("c", "a"));
        assertThat(caller.status(caller.adding("c", "b"))).isEqualTo(201);
        assertThat(held).isNotDone();
        assertThat(sandbox.members("c")).containsExactly("b");
        release.countDown();
        assertThat(held.join().statusCode()).isEqualTo(201);
        assertThat(sandbox.members("c")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void endsAlthoughARequestIsHeld() {
        sandbox.fault(Fault.hold(new CountDownLatch(1)));
        CompletableFuture<HttpResponse<String>> held = caller.sendAsync(caller.adding("c", "a"));
        await().until(() -> sandbox.inFlight() == 1);
        sandbox.close();
        assertThat(held).failsWithin(Duration.ofSeconds(5)).withThrowableThat().withCauseInstanceOf(IOException.class);
        assertThat(sandbox.members("c")).isEmpty();
    }

    @Test
    void countsOppositesInFlight() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        sandbox.fault(Fault.hold(release));
        CompletableFuture<HttpResponse<String>> held = caller.sendAsync(caller.adding("c", "a", "b"));
        await().until(() -> sandbox.inFlight() == 1);
        assertThat(caller.status(caller.removing("other", "a"))).isEqualTo(201);
        assertThat(sandbox.violations()).doesNotContainKey("opposites-in-flight");
        assertThat(caller.status(caller.removing("c", "b"))).isEqualTo(201);
        assertThat(sandbox.violations()).containsEntry("opposites-in-flight", 1L);
        release.countDown();
        held.join();
        assertThat(caller.status(caller.removing("c", "a"))).isEqualTo(201);
        assertThat(sandbox.violations()).containsEntry("opposites-in-flight", 1L);
        assertThat(sandbox.requests().mostInFlight()).isEqualTo(2);
    }

    @Test
    void refusesAScriptThatCannotBe() throws IOException {
        for (String script : List.of(
                "[{\"stauts\":500}]",
                "[{\"status\":99}]",
                "[{\"close\":\"now\"}]",
                "[{\"delay\":\"1s\"}]",
                "{}",
                "null")) {
            assertThat(caller.status(caller.post("/sandbox/faults", Json.MAPPER.readTree(script))))
                    .as(script)
                    .isEqualTo(400);
        }
        assertThat(statuses("a")).containsExactly(201);
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.closeAfter().applied());
    }

    private void script(String faults) throws IOException {
        assertThat(caller.status(caller.post("/sandbox/faults", Json.MAPPER.readTree(faults))))
                .isEqualTo(200);
    }

    private List<Integer> statuses(String... ids) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (String id : ids) {
            statuses.add(caller.status(caller.adding("c", id)));
        }
        return statuses;
    }
}
