// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport.Entry;
import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a run when Braze says something else than yes. */
class AnswersFlowTest extends OnBench {
    @Test
    void aRefusedKeyCostsOneRequestWhateverTheNumberOfBatches() {
        bench.people(100);
        bench.setting("braze.batch-size", 5).start();
        bench.braze.fault(Fault.answer(401).always());
        RunReport report = bench.sync();
        assertRefused(report, "invalid-credentials");
        assertThat(report.requests()).isEqualTo(1);
        assertThat(bench.requests()).isEqualTo(1);
    }

    @Test
    void aKeyRefusedInAKnownCohortCostsOneRequestWhateverTheNumberOfBatches() {
        bench.setting("braze.batch-size", 5).start().sync();
        bench.people(100);
        bench.braze.fault(Fault.answer(401).always());
        RunReport report = bench.sync();
        assertRefused(report, "invalid-credentials");
        assertThat(report.undelivered()).isEqualTo(100);
        assertThat(bench.batches()).hasSize(1);
    }

    @Test
    void theRunAfterARefusedKeySendsEverything() {
        bench.people(25);
        bench.setting("braze.batch-size", 10).start();
        bench.braze.fault(Fault.answer(401));
        bench.sync();
        RunReport next = bench.sync();
        assertThat(next.status()).isEqualTo("completed");
        assertThat(next.added()).isEqualTo(25);
        assertThat(bench.members()).hasSize(25);
    }

    @Test
    void aPartnerThatIsNotEnabledIsToldApartFromAWrongKey() {
        bench.people("ada");
        bench.start();
        bench.braze.fault(notEnabled());
        assertRefused(bench.sync(), "partner-not-enabled");
    }

    @Test
    void aSecretInBrazesAnswerIsInNoReportAndNoAlert() {
        bench.people("ada");
        bench.start();
        bench.braze.fault(notEnabled());
        assertThat(bench.sync().json()).doesNotContain(Bench.DATA_IMPORT_KEY).doesNotContain(Bench.PARTNER_API_KEY);
    }

    private static Fault notEnabled() {
        return Fault.answer(401, Map.of(), "{\"message\":\"Partner not enabled: " + Bench.DATA_IMPORT_KEY + "\"}");
    }

    @Test
    void anUnavailableBrazeIsAskedAgain() {
        bench.people("ada");
        bench.start();
        bench.braze.fault(Fault.answer(503).onUsers().times(2));
        RunReport report = bench.sync();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.retries()).isEqualTo(2);
        assertThat(report.requests()).isEqualTo(4).isEqualTo(bench.requests());
    }

    @Test
    void onlyTheRequestThatWasRepeatedCountsAsARetry() {
        bench.people(30);
        bench.setting("braze.batch-size", 10).start();
        bench.braze.fault(Fault.answer(503).onName());
        RunReport report = bench.sync();
        assertThat(report.requests()).isEqualTo(5);
        assertThat(report.retries()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 423, 425, 429, 500, 502, 503, 504, 599})
    void whatTimeHealsIsRepeated(int status) {
        bench.people("ada");
        bench.start();
        bench.braze.fault(Fault.answer(status).onUsers());
        RunReport report = bench.sync();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.retries()).isEqualTo(1);
    }

    static List<Fault> brokenLines() {
        return List.of(Fault.closeBefore(), Fault.closeAfter(), Fault.applyLate(Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource("brokenLines")
    void aBrokenLineIsRepeated(Fault broken) {
        bench.people("ada", "bob");
        bench.start();
        bench.braze.fault(broken.onUsers());
        RunReport report = bench.sync();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.retries()).isEqualTo(1);
        assertThat(bench.members()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void aBrazeThatStaysAwayMakesTheRunIncompleteAndTheNextOneRepairsIt() {
        bench.people("ada", "bob");
        bench.start();
        bench.braze.fault(Fault.answer(503).onUsers().always());
        RunReport report = bench.sync();
        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("braze-unavailable");
        assertThat(report.retries()).isEqualTo(8);
        assertThat(report.requests()).isEqualTo(10).isEqualTo(bench.requests());
        assertThat(report.undelivered()).isEqualTo(2);
        assertThat(report.members()).isZero();

        bench.braze.clearFaults();
        RunReport next = bench.sync();
        assertThat(next.status()).isEqualTo("completed");
        assertThat(next.added()).isEqualTo(2);
        assertThat(bench.members()).hasSize(2);
    }

    @Test
    void theCountsOfAnIncompleteRunAreWhatBrazeHas() {
        bench.people(100);
        bench.setting("braze.batch-size", 10).setting("braze.retries", 3).start();
        bench.braze.fault(Fault.answer(503).containing("p37").always());
        RunReport report = bench.sync();
        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(report.added())
                .isEqualTo(report.members())
                .isEqualTo(bench.members().size());
        assertThat(report.added() + report.undelivered()).isEqualTo(100);
        assertThat(report.undelivered()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void whoMayHaveArrivedAndLeavesTheAudienceIsRemoved() {
        bench.people("ada", "bob");
        bench.setting("braze.retries", 0).start();
        bench.braze.fault(Fault.closeAfter().onUsers());
        assertThat(bench.sync().status()).isEqualTo("incomplete");
        bench.people("bob");
        RunReport next = bench.sync();
        assertThat(next.status()).isEqualTo("completed");
        assertThat(bench.members()).containsExactly("bob");
    }

    @Test
    void whoWasNeverSentIsNeverRemoved() {
        bench.setting("braze.batch-size", 10).setting("braze.retries", 0).start();
        assertThat(bench.sync().requests()).as("the name").isEqualTo(1);
        bench.people(25);
        bench.braze.fault(Fault.answer(503).onUsers().onCohort(Bench.COHORT).times(1));
        assertThat(bench.sync().undelivered()).isEqualTo(25);
        bench.braze.clearFaults();
        bench.people(101, 125);

        RunReport report = bench.sync();

        assertThat(report.added()).isEqualTo(25);
        assertThat(report.removed())
                .as("those of the one batch that may have arrived")
                .isEqualTo(10);
    }

    @Test
    void aWaitThatBrazeNamesIsKept() {
        bench.people("ada");
        bench.start();
        bench.braze.fault(Fault.answer(429, Map.of("Retry-After", "1"), "").onUsers());
        RunReport report = bench.sync();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(bench.batches()).extracting(Entry::status).containsExactly(429, 201);
        List<Instant> at =
                bench.batches().stream().map(entry -> Instant.parse(entry.at())).toList();
        assertThat(Duration.between(at.get(0), at.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aWaitOfMoreThanAQuarterOfAnHourEndsTheRunAtOnce() {
        bench.people("ada");
        bench.start();
        bench.braze.fault(Fault.answer(429, Map.of("Retry-After", "960"), "").always());
        RunReport report = bench.sync();
        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("rate-limited");
        assertThat(bench.requests()).isEqualTo(1);
    }

    static List<Fault> strangeAnswers() {
        return List.of(
                Fault.answer(400),
                Fault.answer(404),
                Fault.answer(403),
                Fault.answer(200, Map.of("Content-Type", "text/html"), "<html>Welcome</html>"),
                Fault.answer(200, Map.of(), "{\"message\":\"success\",\"errors\":[\"no\"]}"));
    }

    @ParameterizedTest
    @MethodSource("strangeAnswers")
    void whatIsNotKnownStopsTheRunWithoutARepetition(Fault strange) {
        bench.people("ada");
        bench.start();
        bench.braze.fault(strange.always());
        RunReport report = bench.sync();
        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("unexpected-answer");
        assertThat(bench.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNeverFollowed(int status) throws IOException {
        bench.people("ada");
        bench.start();
        try (Sandbox elsewhere = Sandbox.start(SandboxOptions.defaults())) {
            String location = elsewhere.endpoint() + "/partners/amperity/cohorts";
            bench.braze.fault(
                    Fault.answer(status, Map.of("Location", location), "").always());
            RunReport report = bench.sync();
            assertThat(report.status()).isEqualTo("incomplete");
            assertThat(Bench.codes(report)).containsExactly("unexpected-answer");
            assertThat(bench.requests()).isEqualTo(1);
            assertThat(elsewhere.requests().total()).isZero();
        }
    }

    @Test
    void aRefusalAfterARetryIsNotRepeated() {
        bench.people("ada");
        bench.start();
        bench.braze.fault(Fault.answer(503), Fault.answer(401).always());
        RunReport report = bench.sync();
        assertRefused(report, "invalid-credentials");
        assertThat(bench.requests()).isEqualTo(2);
    }

    private static void assertRefused(RunReport report, String code) {
        assertThat(report.status()).isEqualTo("refused");
        assertThat(Bench.codes(report)).containsExactly(code);
        assertThat(report.added()).isZero();
    }
}
