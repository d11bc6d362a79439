// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code sync} and {@code plan}: what becomes of cohorts, and what is told. */
class SyncIT extends WholeWay {
    private static final Set<String> REPORT = Set.of(
            ("run_id audience workspace cohort_id cohort_name status mode read skipped_null skipped_invalid duplicates"
                            + " added removed reasserted unchanged held_removals held_additions members batches requests"
                            + " retries undelivered rejected_ids started_at took_ms alerts")
                    .split(" "));

    @Test
    void cohortFollowsTheAudience() throws Exception {
        folder.audience("buyers", EVERYBODY);
        shop.enter(people(1, 2_500));
        shop.enter(null, "", "person-1", "person-2");

        JsonNode first = folder.run("sync", "buyers", "--json").with(0).json("buyers");
        assertThat(new TreeSet<>(names(first))).containsAll(REPORT);
        assertCounts(first, "status=completed mode=mirror read=2504 skipped_null=1 skipped_invalid=1 duplicates=2");
        assertCounts(
                first, "added=2500 removed=0 unchanged=0 members=2500 batches=3 requests=4 retries=0 undelivered=0");
        assertThat(first.path("cohort_id").asText()).isEqualTo(Folder.cohort("buyers"));
        assertThat(first.path("workspace").asText()).isEqualTo("default");
        assertThat(braze.members(Folder.cohort("buyers"))).hasSize(2_500).containsAll(people(1, 2_500));
        assertThat(braze.name(Folder.cohort("buyers"))).contains("The buyers");
        assertThat(braze.requests().total()).isEqualTo(4);

        Ended second = folder.run("sync", "buyers").with(0);
        assertThat(second.out()).contains("AUDIENCE", "buyers", "completed", "2,500");
        assertThat(braze.requests().total())
                .as("nothing changed, nothing is sent")
                .isEqualTo(4);

        shop.leave("person-1", "person-2500");
        shop.enter("person-2501", "person-2502", "person-2503");
        String before = folder.state();
        JsonNode plan = folder.run("plan", "buyers", "--json").with(0).json("buyers");
        assertCounts(plan, "status=planned added=3 removed=2 requests=0 batches=0 members=2500");
        assertThat(braze.requests().total()).as("a plan sends nothing").isEqualTo(4);
        assertThat(folder.state()).as("a plan leaves the state").isEqualTo(before);

        JsonNode third = folder.run("sync", "buyers", "--json").with(0).json("buyers");
        assertCounts(third, "status=completed added=3 removed=2 unchanged=2498 members=2501 requests=2");
        assertThat(braze.members(Folder.cohort("buyers"))).isEqualTo(withoutTheBlank());
        assertThat(braze.violations()).isEmpty();
    }

    @Test
    void whatCannotBeReadChangesNothing() throws Exception {
        shop.enter(people(1, 10));
        folder.audience("half-way", EVERYBODY)
                .audience("no-column", EVERYBODY)
                .audience("mistaken", EVERYBODY)
                .audience("sound", EVERYBODY);
        folder.run("sync", "--all").with(0);
        long before = braze.requests().total();

        shop.enter("person-11");
        folder.audience("half-way", "SELECT 'p-' || 1/(20000-g) || g AS external_id FROM generate_series(1, 30000) g")
                .audience("no-column", "SELECT external_id AS id FROM customer")
                .audience("mistaken", EVERYBODY, "scedule", "0 0 * * * ?");
        Ended all = folder.run("sync", "--all", "--json").with(1);
        assertCounts(all.json("half-way"), "status=failed added=0 removed=0 requests=0 members=10");
        assertThat(all.json("half-way").path("read").asLong()).isGreaterThan(5_000);
        assertThat(all.json("half-way").path("alerts").findValuesAsText("code")).containsExactly("source-failed");
        assertCounts(all.json("no-column"), "status=failed added=0 removed=0 requests=0 members=10");
        assertThat(all.json("no-column").toString()).contains("no column external_id");
        assertCounts(all.json("mistaken"), "status=failed added=0 requests=0");
        assertThat(all.err()).contains("mistaken", "scedule");
        assertCounts(all.json("sound"), "status=completed added=1 members=11");
        for (String spared : new String[] {"half-way", "no-column", "mistaken"}) {
            assertThat(braze.members(Folder.cohort(spared))).hasSize(10).containsAll(people(1, 10));
        }
        assertThat(braze.requests().total()).isEqualTo(before + 1);

        folder.run("sync", "half-way").with(1);
        assertThat(folder.run("sync", "sound", "mistaken").with(2).err()).contains("mistaken", "scedule", "schedule");
        assertThat(braze.requests().total())
                .as("with exit code 2 nothing was begun")
                .isEqualTo(before + 1);
    }

    @Test
    void refusedKeysEndWith3AndTheEnvironmentWinsOverTheFile() throws Exception {
        folder.audience("buyers", EVERYBODY).set("braze.data-import-key", "another key");
        shop.enter(people(1, 30));
        JsonNode refused = folder.run("sync", "--all", "--json").with(3).json("buyers");
        assertCounts(refused, "status=refused added=0 undelivered=30 requests=1");
        assertThat(refused.path("alerts").findValuesAsText("code")).containsExactly("invalid-credentials");
        assertThat(braze.requests().total()).isEqualTo(1);
        assertThat(braze.members(Folder.cohort("buyers"))).isEmpty();

        folder.set("state.jdbc-url", "jdbc:duckdb:data/state.duckdb");
        Ended mended = folder.program("sync", "--all", "--json", "--config", "home/application.properties")
                .in(temp)
                .env("BRAZE_DATA_IMPORT_KEY", "data-import-key")
                .start()
                .end()
                .with(0);
        assertCounts(mended.json("buyers"), "status=completed added=30");
        assertThat(braze.members(Folder.cohort("buyers"))).isEqualTo(shop.people());
        assertThat(folder.remembered()).as("the state lies beside the settings").hasSize(2);
        assertThat(temp.resolve("data")).doesNotExist();
    }

    private Set<String> withoutTheBlank() throws Exception {
        Set<String> people = shop.people();
        people.remove("");
        return people;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Claims {@code name=value} pairs. */
    private static void assertCounts(JsonNode report, String expected) {
        for (String pair : expected.split(" ")) {
            String name = pair.substring(0, pair.indexOf('='));
            assertThat(name + "=" + report.path(name).asText()).as("%s", report).isEqualTo(pair);
        }
    }
}
