// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.brazecohorts.sandbox.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code history NAME}: the runs that are remembered, the latest first. */
class HistoryIT extends WholeWay {
    @BeforeEach
    void runThreeTimes() throws Exception {
        folder.audience("buyers", EVERYBODY).audience("others", EVERYBODY);
        shop.enter("ada", "bob");
        folder.run("sync", "buyers", "others").with(0);
        braze.fault(Fault.answer(401));
        shop.enter("cy");
        folder.run("sync", "buyers").with(3);
        folder.run("sync", "buyers").with(0);
    }

    @Test
    void theLatestRunStandsFirst() throws Exception {
        JsonNode runs = folder.run("history", "buyers", "--json").with(0).json();

        assertThat(runs)
                .extracting(run -> run.path("status").asText())
                .containsExactly("completed", "refused", "completed");
        assertThat(runs).extracting(run -> run.path("added").asInt()).containsExactly(1, 0, 2);
        assertThat(runs).extracting(run -> run.path("audience").asText()).containsOnly("buyers");
        assertThat(runs.get(1).path("alerts").get(0).path("code").asText()).isEqualTo("invalid-credentials");
    }

    @Test
    void peopleSeeATable() throws Exception {
        String table = folder.run("history", "buyers").with(0).out();

        assertThat(table.lines().toList()).hasSize(4);
        assertThat(table.lines().findFirst()).get().asString().matches("STARTED +STATUS +READ .* ALERTS");
        assertThat(table).containsPattern("refused .* invalid-credentials\n");
    }

    @Test
    void anAudienceThatIsGoneHasItsHistory() throws Exception {
        folder.withoutAudience("buyers");

        assertThat(folder.run("history", "buyers", "--json").with(0).json()).hasSize(3);
    }

    @Test
    void anAudienceThatNeverRanHasNone() throws Exception {
        folder.audience("new", EVERYBODY);

        assertThat(folder.run("history", "new", "--json").with(0).json()).isEmpty();
        assertThat(folder.run("history", "nobody").with(2).err())
                .contains("there is no audience nobody; known are: buyers");
    }
}
