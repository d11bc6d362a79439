// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host that is not Braze, or cannot prove it: it gets no key and no second chance. */
class WrongInstanceFlowTest extends OnBench {
    private TlsHost host;

    @BeforeEach
    void keepTrust() {
        host = new TlsHost(folder);
        bench.people("ada");
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    @Test
    void aCertificateForTheRightNameIsAccepted() throws Exception {
        bench.setting("braze.instance", host.serve("localhost"));
        RunReport report = bench.start().sync();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(host.requests()).isEqualTo(2);
    }

    @Test
    void aCertificateForAnotherNameEndsTheRunAtOnce() throws Exception {
        bench.setting("braze.instance", host.serve("braze.example"));
        RunReport report = bench.start().sync();
        assertThat(report.status()).isEqualTo("refused");
        assertThat(Bench.codes(report)).containsExactly("wrong-instance");
        assertNobodyWasTold(report);
    }

    @Test
    void aHostThatIsUnknownEndsTheRunAtOnce() {
        RunReport report = bench.setting("braze.instance", "https://nobody.invalid")
                .start()
                .sync();
        assertThat(report.status()).isEqualTo("refused");
        assertThat(Bench.codes(report)).containsExactly("wrong-instance");
        assertThat(report.requests()).isEqualTo(1);
        assertThat(report.retries()).isZero();
    }

    @Test
    void aCertificateThatNobodyVouchesForEndsTheRunAtOnce() throws Exception {
        bench.setting("braze.instance", host.serve("localhost"));
        host.trustSomebodyElse();
        assertUntrusted(bench.start().sync());
    }

    @Test
    void aCertificateThatHasExpiredEndsTheRunAtOnce() throws Exception {
        bench.setting("braze.instance", host.serve("localhost", "-30d", 10));
        assertUntrusted(bench.start().sync());
    }

    @Test
    void aCertificateThatIsNotYetValidEndsTheRunAtOnce() throws Exception {
        bench.setting("braze.instance", host.serve("localhost", "+10d", 10));
        assertUntrusted(bench.start().sync());
    }

    private void assertUntrusted(RunReport report) {
        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("unexpected-answer");
        assertThat(report.alerts().get(0).whatHappened()).contains("certificate");
        assertNobodyWasTold(report);
    }

    private void assertNobodyWasTold(RunReport report) {
        assertThat(report.requests()).isEqualTo(1);
        assertThat(report.retries()).isZero();
        assertThat(host.connections()).isEqualTo(1);
        assertThat(host.requests()).as("no key went there").isZero();
    }

    @Test
    void whereNobodySpeaksTlsTheRunIsRepeated() {
        bench.setting("braze.retries", 2);
        bench.setting(
                "braze.instance", "https://localhost:" + bench.braze.endpoint().getPort());
        RunReport report = bench.start().sync();
        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("braze-unavailable");
        assertThat(report.retries()).isEqualTo(2);
        assertThat(bench.requests()).isZero();
    }
}
