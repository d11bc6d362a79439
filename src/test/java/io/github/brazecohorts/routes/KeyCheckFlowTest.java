// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While the keys stand refused, each run makes one request, also one that has nothing to send. */
class KeyCheckFlowTest extends OnBench {
    @BeforeEach
    void deliverAndBeRefused() {
        bench.setting("braze.retries", 2).setting("braze.batch-size", 1);
        bench.people("ada", "bob");
        bench.start().sync();
        bench.people("ada", "bob", "cy", "dan");
        bench.braze.fault(Fault.answer(401).always());
        assertThat(bench.sync().status()).isEqualTo("refused");
        bench.people("ada", "bob");
    }

    @Test
    void aRunWithNothingToSendAsksWhetherTheKeysAreTaken() {
        for (int i = 0; i < 2; i++) {
            RunReport report = bench.syncAsScheduled();
            assertThat(report.status()).isEqualTo("refused");
            assertThat(Bench.codes(report)).containsExactly("invalid-credentials");
            assertThat(report.requests()).isEqualTo(1);
        }
    }

    @Test
    void whenTheyAreTakenItIsOver() {
        bench.braze.clearFaults();

        RunReport report = bench.syncAsScheduled();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(Bench.codes(report)).containsExactly("recovered");
        assertThat(report.requests()).isEqualTo(1);
        assertThat(bench.braze.violations()).isEmpty();
        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void aRunWithSomethingToSendAsksByItsFirstRequest() {
        bench.people("ada", "bob", "cy", "dan");
        RunReport refused = bench.syncAsScheduled();
        assertThat(refused.status()).isEqualTo("refused");
        assertThat(refused.requests()).isEqualTo(1);
        bench.braze.clearFaults();

        RunReport report = bench.syncAsScheduled();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.requests()).isEqualTo(2);
        assertThat(bench.members()).hasSize(4);
    }

    @Test
    void aBrazeThatStaysAwayMakesTheRunIncomplete() {
        bench.braze.clearFaults();
        bench.braze.fault(Fault.answer(503).always());

        RunReport report = bench.syncAsScheduled();

        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("braze-unavailable");
        assertThat(report.requests()).isEqualTo(3);
        assertThat(report.retries()).isEqualTo(2);
    }

    @Test
    void aBrazeThatTakesNoRequestWithoutAChangeSaysNothingOfTheKeys() {
        bench.braze.clearFaults();
        bench.braze.fault(Fault.answer(400).always());

        RunReport report = bench.syncAsScheduled();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.alerts()).isEmpty();
        assertThat(report.requests()).isEqualTo(1);
        bench.braze.clearFaults();
        assertThat(Bench.codes(bench.sync())).as("it was still open").containsExactly("recovered");
    }

    @Test
    void anOutageAloneIsNoReasonToAsk() {
        bench.braze.clearFaults();
        bench.sync();
        bench.people("ada", "bob", "cy");
        bench.braze.fault(Fault.answer(503).always());
        assertThat(Bench.codes(bench.sync())).containsExactly("braze-unavailable");
        bench.people("ada", "bob");
        bench.braze.clearFaults();
        long removal = bench.sync().requests();
        assertThat(removal).as("cy may have arrived").isEqualTo(1);

        assertThat(bench.sync().requests()).isZero();
    }
}
