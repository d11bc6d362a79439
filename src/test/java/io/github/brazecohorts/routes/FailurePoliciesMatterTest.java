// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.membership.ClaimedException;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.membership.TakenException;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sync.UnknownAudienceException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each policy in failures.camel.yaml decides what it says: taken out (or changed, where the catch-all would say the same
 * for it), the same failure ends otherwise.
 */
class FailurePoliciesMatterTest {
    /** How a run ended, and how many requests it took. */
    private record End(String status, List<String> codes, long requests) {
        static End of(String status, long requests, String... codes) {
            return new End(status, List.of(codes), requests);
        }
    }

    private static final End NO_REPORT = End.of("no report", 0);

    private record Case(String policy, Consumer<Bench> failure, End asShipped, Consumer<RouteFile> edit, End edited) {
        static Case without(String policy, Consumer<Bench> failure, End asShipped, End without) {
            return new Case(policy, failure, asShipped, file -> file.remove(policy), without);
        }

        @Override
        public String toString() {
            return policy;
        }
    }

    static Stream<Case> policies() {
        End stopped = End.of("incomplete", 1, "unexpected-answer");
        return Stream.of(
                Case.without("braze-is-busy", answers(429), End.of("completed", 3), stopped),
                Case.without("braze-is-unavailable", answers(503), End.of("completed", 3), stopped),
                Case.without(
                        "braze-is-unavailable",
                        bench -> bench.braze.fault(Fault.closeBefore()),
                        End.of("completed", 3),
                        stopped),
                Case.without(
                        "braze-asks-for-long-wait",
                        bench -> bench.braze.fault(Fault.answer(429, Map.of("Retry-After", "901"), "")),
                        End.of("incomplete", 1, "rate-limited"),
                        stopped),
                Case.without("keys-refused", answers(401), End.of("refused", 1, "invalid-credentials"), stopped),
                Case.without(
                        "partner-not-enabled",
                        bench -> bench.braze.fault(Fault.answer(401, Map.of(), "Partner not enabled")),
                        End.of("refused", 1, "partner-not-enabled"),
                        stopped),
                Case.without(
                        "wrong-instance",
                        throwing("braze", "post", UnknownHostException.class),
                        End.of("refused", 1, "wrong-instance"),
                        End.of("incomplete", 1, "unexpected-answer")),
                changed("request-rejected", "stop-rejected", answers(400), stopped),
                changed("answer-unexpected", "stop-unexpected", answers(404), stopped),
                Case.without(
                        "state-failed-in-delivery",
                        throwing("braze", "post-users", StateException.class),
                        End.of("incomplete", 2, "state-failed"),
                        End.of("incomplete", 2, "unexpected-answer")),
                Case.without(
                        "anything-else-in-delivery",
                        throwing("braze", "post-users", IllegalStateException.class),
                        End.of("incomplete", 2, "unexpected-answer"),
                        End.of("incomplete", 2)),
                Case.without(
                        "state-failed-in-reading",
                        throwing("cohort-sync", "ask-query", StateException.class),
                        End.of("failed", 0, "state-failed"),
                        End.of("failed", 0, "source-failed")),
                Case.without(
                        "source-failed",
                        throwing("cohort-sync", "ask-query", IllegalStateException.class),
                        End.of("failed", 0, "source-failed"),
                        End.of("failed", 0)),
                new Case(
                        "firing-is-elsewhere",
                        throwing("cohort-sync", "take-cohort", ClaimedException.class),
                        End.of("skipped", 0),
                        stopsWith("leave-firing", "failed", "state-failed"),
                        End.of("failed", 0, "state-failed")),
                Case.without(
                        "cohort-taken",
                        throwing("cohort-sync", "take-cohort", TakenException.class),
                        End.of("skipped", 0),
                        End.of("failed", 0, "state-failed")),
                new Case(
                        "state-failed",
                        throwing("cohort-sync", "take-cohort", StateException.class),
                        End.of("failed", 0, "state-failed"),
                        stopsWith("stop-state-failed", "skipped", "none"),
                        End.of("skipped", 0)),
                new Case(
                        "anything-else",
                        throwing("cohort-sync", "take-cohort", IllegalStateException.class),
                        End.of("failed", 0, "state-failed"),
                        stopsWith("stop-run", "incomplete", "source-failed"),
                        End.of("incomplete", 0, "source-failed")));
    }

    private static Case changed(String policy, String step, Consumer<Bench> failure, End asShipped) {
        return new Case(
                policy,
                failure,
                asShipped,
                stopsWith(step, "refused", "wrong-instance"),
                End.of("refused", 1, "wrong-instance"));
    }

    private static Consumer<RouteFile> stopsWith(String step, String status, String code) {
        return file -> file.set(step, "method", "stop(${exchange}, '%s', '%s')".formatted(status, code));
    }

    private static Consumer<Bench> answers(int status) {
        return bench -> bench.braze.fault(Fault.answer(status));
    }

    private static Consumer<Bench> throwing(String file, String behind, Class<? extends Exception> type) {
        return bench -> bench.route(file)
                .insertBehind(
                        behind,
                        "throwException: {id: fail, exceptionType: %s, message: on purpose}".formatted(type.getName()));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void eachPolicyDecidesHowItsFailureEnds(Case tested, @TempDir Path shipped, @TempDir Path edited) {
        assertThat(end(shipped, tested, file -> {})).as("as shipped").isEqualTo(tested.asShipped);
        assertThat(end(edited, tested, tested.edit)).as("edited").isEqualTo(tested.edited);
    }

    private static End end(Path folder, Case tested, Consumer<RouteFile> edit) {
        try (Bench bench = new Bench(folder)) {
            bench.people("ada");
            tested.failure.accept(bench);
            edit.accept(bench.route("failures"));
            Object answer =
                    bench.start().run(Bench.PEOPLE, Map.of()).getMessage().getBody();
            return answer instanceof Map<?, ?> ? end(bench, RunReport.of(map(answer))) : NO_REPORT;
        }
    }

    private static End end(Bench bench, RunReport report) {
        return new End(report.status(), Bench.codes(report), bench.requests());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object answer) {
        return (Map<String, Object>) answer;
    }

    @Test
    void aRetriedRequestThatIsStoppedRaisesNoAlertOfItsEarlierFailure(@TempDir Path folder) {
        try (Bench bench = new Bench(folder)) {
            bench.people(10);
            bench.setting("braze.batch-size", 1).setting("braze.max-concurrent-requests", 4);
            bench.start();
            bench.braze.fault(
                    Fault.answer(503).onUsers(),
                    Fault.answer(429).onUsers(),
                    Fault.answer(401).onUsers().always());
            assertThat(Bench.codes(bench.sync())).containsExactly("invalid-credentials");
        }
    }

    @Test
    void withoutRunWasStoppedARequestThatDidNotLeaveRaisesAnAlertOfItsOwn(@TempDir Path shipped, @TempDir Path edited) {
        assertThat(codesOfAStoppedRun(shipped, file -> {})).containsExactly("invalid-credentials");
        assertThat(codesOfAStoppedRun(edited, file -> file.remove("run-was-stopped")))
                .containsExactly("invalid-credentials", "unexpected-answer");
    }

    /** Two requests a second: when the first batch is refused, the next ones wait for their turn. */
    private static List<String> codesOfAStoppedRun(Path folder, Consumer<RouteFile> edit) {
        try (Bench bench = new Bench(folder)) {
            bench.people(10);
            bench.setting("braze.batch-size", 1).setting("braze.requests-per-hour", 7200);
            edit.accept(bench.route("failures"));
            bench.start();
            bench.braze.fault(Fault.answer(401).onUsers().always());
            return Bench.codes(bench.sync());
        }
    }

    @Test
    void withoutNoSuchAudienceTheCallerIsNotToldWhy(@TempDir Path shipped, @TempDir Path edited) {
        assertThat(isToldWhy(shipped, file -> {})).isTrue();
        assertThat(isToldWhy(edited, file -> file.remove("no-such-audience"))).isFalse();
    }

    private static boolean isToldWhy(Path folder, Consumer<RouteFile> edit) {
        try (Bench bench = new Bench(folder)) {
            edit.accept(bench.route("failures"));
            Exception failure = bench.start().run("nobody", Map.of()).getException();
            return failure instanceof UnknownAudienceException;
        }
    }
}
