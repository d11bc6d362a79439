// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two folders, as two nodes have them, on one state in PostgreSQL; here it is the source as well. */
class PostgresStateIT extends WholeWay {
    private static final String SCHEMA = "several_nodes";

    private Folder other;

    @BeforeEach
    void shareTheState() throws Exception {
        shop.update("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
        other = Folder.between(temp.resolve("other"), shop, braze.endpoint().toString());
        for (Folder node : new Folder[] {folder, other}) {
            node.audience("buyers", EVERYBODY)
                    .set("state.jdbc-url", shop.jdbcUrl())
                    .set("state.schema", SCHEMA);
        }
    }

    @Test
    void oneNodeGoesOnWhereTheOtherEnded() throws Exception {
        shop.enter(people(1, 1_200));
        assertThat(folder.run("sync", "buyers", "--json")
                        .with(0)
                        .json("buyers")
                        .path("added")
                        .asInt())
                .isEqualTo(1_200);

        shop.leave("person-1");
        shop.enter("person-1201", "person-1202");
        JsonNode second = other.run("sync", "buyers", "--json").with(0).json("buyers");

        assertThat(second.path("added").asInt()).isEqualTo(2);
        assertThat(second.path("removed").asInt()).isEqualTo(1);
        assertThat(second.path("unchanged").asInt()).isEqualTo(1_199);
        assertThat(braze.members(Folder.cohort("buyers"))).isEqualTo(shop.people());
        assertThat(braze.violations()).isEmpty();
    }

    @Test
    void eachNodeTellsOfTheRunsOfAll() throws Exception {
        shop.enter(people(1, 10));
        other.run("status").with(0);
        String run = folder.run("sync", "buyers", "--json")
                .with(0)
                .json("buyers")
                .path("run_id")
                .asText();

        JsonNode status = other.run("status", "--json").with(0).json("buyers");

        assertThat(status.path("members").asInt()).isEqualTo(10);
        assertThat(status.path("last_run").path("run_id").asText()).isEqualTo(run);
    }

    @Test
    void aStateThatIsNotThereSendsNothing() throws Exception {
        shop.enter(people(1, 10));
        folder.set("state.jdbc-url", shop.jdbcUrl().replaceFirst("/postgres\\b", "/not_there"));

        JsonNode report = folder.run("sync", "buyers", "--json").with(1).json("buyers");

        assertThat(report.path("status").asText()).isEqualTo("failed");
        assertThat(report.path("alerts").findValuesAsText("code")).containsExactly("state-failed");
        assertThat(report.path("alerts").toString()).contains("there is no such database");
        assertThat(braze.requests().total()).isZero();
    }
}
