// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Memory does not grow with the audience: 1,500,000 ids of 36 characters, more than 120 MB as strings, pass through a heap
 * of 48 MB. A run of ten ids does with 16 MB. A Java machine that runs out of memory ends at once here, with the exit code 3.
 */
class MemoryIT extends WholeWay {
    private static final int RAN_OUT_OF_MEMORY = 3;
    private static final String CROWD =
            "SELECT lpad(n::text, 36, 'x') AS external_id FROM generate_series(1, 1500000) AS n";

    @BeforeEach
    void write() throws IOException {
        folder.audience("crowd", CROWD);
    }

    @Test
    void aLargeAudiencePassesThroughASmallHeap() throws Exception {
        JsonNode plan = planInASmallHeap().with(0).json("crowd");
        assertThat(plan.path("status").asText()).isEqualTo("planned");
        assertThat(plan.path("read").asInt()).isEqualTo(1_500_000);
        assertThat(plan.path("added").asInt()).isEqualTo(1_500_000);
    }

    /** The crowd really does not fit: this edit makes the driver hold the whole result, as it does by default. */
    @Test
    void withoutAFetchSizeTheSameAudienceDoesNotFit() throws Exception {
        Path routes = folder.path("routes/cohort-sync.camel.yaml");
        String streaming = "statement.fetchSize: 5000";
        assertThat(routes).content().containsOnlyOnce(streaming);
        Files.writeString(routes, Files.readString(routes).replace(streaming, "statement.fetchSize: 0"));

        planInASmallHeap().with(RAN_OUT_OF_MEMORY);
    }

    private Ended planInASmallHeap() throws IOException, InterruptedException {
        return folder.program("plan", "crowd", "--json")
                .option("-Xmx48m")
                .option("-XX:+ExitOnOutOfMemoryError")
                .start()
                .end();
    }
}
