// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import org.junit.jupiter.api.Test;

/** Where Braze rejects a request and accepted none in the run, the request itself may be at fault. */
class RequestAtFaultFlowTest extends OnBench {
    @Test
    void whereNothingWasAcceptedAPersonHasToSeeWhatIsAtFault() {
        bench.people("ada");
        bench.start();
        bench.reject("ada");

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactlyInAnyOrder("rejected-ids", "unexpected-answer");
        assertThat(report.rejectedIds()).isEqualTo(1);
        assertThat(bench.sync().status()).as("the id is set aside").isEqualTo("completed");
    }

    @Test
    void tenInARowAndNoneAcceptedMeanThatTheRequestIsAtFault() {
        bench.people(1000);
        bench.start();
        bench.braze.fault(Fault.answer(400).onUsers().always());

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("unexpected-answer");
        assertThat(report.rejectedIds()).isZero();
        assertThat(report.requests()).as("a name, the batch, ten parts").isEqualTo(12);
        bench.braze.clearFaults();
        assertThat(bench.sync().added()).isEqualTo(1000);
    }

    @Test
    void tenInARowAreCountedOverAllBatchesInFlight() {
        bench.people(60);
        bench.setting("braze.batch-size", 2)
                .setting("braze.max-concurrent-requests", 4)
                .start();
        bench.braze.fault(Fault.answer(400).onUsers().always());

        RunReport report = bench.sync();

        assertThat(Bench.codes(report)).containsExactly("unexpected-answer");
        assertThat(report.rejectedIds()).isZero();
        assertThat(report.undelivered()).isEqualTo(60);
        assertThat(report.requests()).isLessThan(20);
    }

    @Test
    void aRefusedRemovalInARunThatAcceptedNothingIsBoth() {
        bench.people("ada");
        bench.start().sync();
        bench.people("bob");
        bench.reject("ada", "bob");

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(report.rejectedIds()).isEqualTo(2);
        assertThat(Bench.codes(report)).containsExactlyInAnyOrder("rejected-ids", "unexpected-answer");
    }

    @Test
    void oneIdIsNeverTooLarge() {
        bench.people("ada", "bob");
        bench.setting("braze.batch-size", 1).start();
        bench.braze.fault(Fault.answer(413).onUsers().after(1));

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("unexpected-answer");
    }
}
