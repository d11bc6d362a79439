// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import org.junit.jupiter.api.Test;

/** A line on which nothing comes back. */
class SilentLineFlowTest extends OnBench {
    @Test
    void aSilentLineIsGivenUpAndTheRequestRepeated() {
        try (BrokenLine line = new BrokenLine(bench.braze.endpoint())) {
            bench.people("ada", "bob");
            bench.setting("braze.instance", line.endpoint());
            bench.route("braze").setParameter("post", "responseTimeout", 1000);
            bench.start();
            line.breaks(request -> request.read().beSilent());

            RunReport report = bench.sync();

            assertThat(report.status()).isEqualTo("completed");
            assertThat(report.retries()).isPositive();
            assertThat(report.requests()).isEqualTo(2 + report.retries()).isEqualTo(line.requests());
            assertThat(bench.members()).containsExactlyInAnyOrder("ada", "bob");
        }
    }
}
