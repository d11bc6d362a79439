// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.secrets.Markers;
import org.junit.jupiter.api.Test;

/** Camel's tracing may be switched on to see the way that a run takes: it shows the way, and neither keys nor ids. */
class TracingFlowTest extends OnBench {
    @Test
    void aTraceShowsTheWayAndNobodyOnIt() {
        bench.setting("camel.main.tracing", true).setting("camel.main.tracingTemplates", true);
        bench.setting("braze.data-import-key", Markers.DATA_IMPORT_KEY);
        bench.setting("braze.partner-api-key", Markers.PARTNER_API_KEY);
        bench.people(Markers.IDS.get(0), Markers.IDS.get(2));
        bench.start();
        bench.braze.fault(Fault.answer(503).times(1));
        try (Overheard overheard = new Overheard()) {
            assertThat(bench.sync().status()).isEqualTo("completed");

            // Camel's tracer logs under the file and line of each step.
            assertThat(overheard.loggers()).anyMatch(name -> name.startsWith("cohort-sync.camel.yaml:"));
            assertThat(overheard.tellingLines()).noneMatch(line -> line.logger().contains(".camel.yaml:"));
        }
    }
}
