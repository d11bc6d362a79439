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

    /** The connection of the naming is not kept: on a line that was there a request might have arrived. */
    @Test
    void whoWasNeverSentBecauseNobodyListenedIsNeverRemoved() throws Exception {
        try (BrokenLine line = new BrokenLine(bench.braze.endpoint())) {
            bench.setting("braze.instance", line.endpoint()).setting("braze.retries", 1);
            bench.start();
            line.breaks(request -> {
                request.apply();
                request.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n").close();
            });
            assertThat(bench.sync().status()).isEqualTo("completed");

            line.down();
            bench.people("ada", "bob");
            RunReport down = bench.sync();
            assertThat(down.status()).isEqualTo("incomplete");
            assertThat(Bench.codes(down)).containsExactly("braze-unavailable");
            assertThat(down.requests()).isEqualTo(2);

            line.up();
            bench.sql("DELETE FROM people");
            bench.people("eve");
            RunReport next = bench.sync();
            assertThat(next.status()).isEqualTo("completed");
            assertThat(next.added()).isEqualTo(1);
            assertThat(next.removed()).isZero();
            assertThat(bench.members()).containsExactly("eve");
        }
    }
}
