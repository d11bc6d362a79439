// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A failure that comes after another one is met by its own policy. Camel would go on with the redelivery of the first where
 * it finds none: a refused key would be sent again and again.
 */
class PolicyPairsTest {
    private static final int RETRIES = 3;

    @TempDir
    Path folder;

    private Bench bench;

    /** What time heals. */
    private enum First {
        BUSY(Fault.answer(423)),
        UNAVAILABLE(Fault.answer(503)),
        NO_ANSWER(Fault.closeBefore());

        private final Fault fault;

        First(Fault fault) {
            this.fault = fault;
        }
    }

    /** Each failure that has a policy, and how a run ends that meets it at its second attempt and then for ever. */
    private enum Then {
        BUSY("braze-is-busy", Fault.answer(429), "incomplete", "rate-limited", 1 + RETRIES),
        UNAVAILABLE("braze-is-unavailable", Fault.answer(504), "incomplete", "braze-unavailable", 1 + RETRIES),
        LONG_WAIT("braze-asks-for-long-wait", saying(429, "Retry-After", "901"), "incomplete", "rate-limited", 2),
        KEY_REFUSED("keys-refused", Fault.answer(401), "refused", "invalid-credentials", 2),
        NOT_ENABLED(
                "partner-not-enabled",
                Fault.answer(401, Map.of(), "Partner not enabled"),
                "refused",
                "partner-not-enabled",
                2),
        REJECTED("request-rejected", Fault.answer(400), "incomplete", "unexpected-answer", 2),
        UNEXPECTED("answer-unexpected", Fault.answer(404), "incomplete", "unexpected-answer", 2),
        WRONG_INSTANCE("wrong-instance", new UnknownHostException(), "refused", "wrong-instance", 2),
        UNTRUSTED("certificate-untrusted", expired(), "incomplete", "unexpected-answer", 2),
        STATE("state-failed-in-delivery", new StateException("on purpose"), "incomplete", "state-failed", 2),
        ANYTHING_ELSE("answer-unexpected", new IllegalStateException(), "incomplete", "unexpected-answer", 2);

        private final String policy;
        private final Object failure;
        private final String status;
        private final String code;
        private final long requests;

        Then(String policy, Object failure, String status, String code, long requests) {
            this.policy = policy;
            this.failure = failure;
            this.status = status;
            this.code = code;
            this.requests = requests;
        }

        private static Fault saying(int status, String header, String value) {
            return Fault.answer(status, Map.of(header, value), "");
        }

        private static SSLHandshakeException expired() {
            SSLHandshakeException handshake = new SSLHandshakeException("on purpose");
            handshake.initCause(new CertificateExpiredException());
            return handshake;
        }
    }

    private record Pair(First first, Then then) {}

    static Stream<Pair> pairs() {
        return Stream.of(First.values())
                .flatMap(first -> Stream.of(Then.values()).map(then -> new Pair(first, then)));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theSecondFailureIsMetByItsOwnPolicy(Pair pair) {
        prepare(pair.then);

        RunReport report = run(pair);

        assertThat(report.status()).isEqualTo(pair.then.status);
        assertThat(Bench.codes(report)).isEqualTo(List.of(pair.then.code));
        assertThat(report.requests()).isEqualTo(pair.then.requests).isEqualTo(bench.requests());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BUSY", "UNAVAILABLE"})
    void withoutAPolicyItWouldBeRepeatedUnderTheFirstOne(Then then) {
        prepare(then);
        bench.route("failures").remove("anything-else-in-delivery");
        bench.route("failures").remove(then.policy);

        RunReport report = run(new Pair(First.UNAVAILABLE, then));

        assertThat(report.requests()).isEqualTo(1 + RETRIES).isEqualTo(bench.requests());
    }

    @Test
    void theCatchAllAloneKeepsItFromBeingRepeated() {
        prepare(Then.KEY_REFUSED);
        bench.route("failures").remove("keys-refused");

        RunReport report = run(new Pair(First.UNAVAILABLE, Then.KEY_REFUSED));

        assertThat(Bench.codes(report)).containsExactly("unexpected-answer");
        assertThat(report.requests()).isEqualTo(2);
    }

    /** What the stand-in cannot do is thrown where its answer has come in. */
    private void prepare(Then then) {
        bench = new Bench(folder);
        bench.people("ada");
        bench.setting("braze.retries", RETRIES);
        Processor failing = exchange -> {
            boolean accepted = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class) == 201;
            if (accepted && then.failure instanceof Exception failure) {
                throw failure;
            }
        };
        bench.bean("failing", failing).route("braze").insertBehind("post", "process: {id: fail, ref: failing}");
    }

    private RunReport run(Pair pair) {
        bench.start();
        bench.braze.fault(pair.first.fault);
        if (pair.then.failure instanceof Fault fault) {
            bench.braze.fault(fault.always());
        }
        return bench.sync();
    }
}
