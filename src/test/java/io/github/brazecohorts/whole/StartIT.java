// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is begun, and what is refused in words before anything is begun. */
class StartIT extends WholeWay {
    @Test
    void everyMistakeInTheSettingsIsNamedAtOnce() throws Exception {
        folder.audience("buyers", EVERYBODY)
                .set("braze.instance", "US-99")
                .set("braze.partner", null)
                .set("braze.data-import-key", null)
                .set("braze.batch-size", "5000")
                .set("braze.retries", "many");
        Ended refused = folder.run("sync", "--all").with(2);
        assertThat(refused.err())
                .contains("braze.instance", "US-99")
                .contains("braze.partner is missing")
                .contains("braze.data-import-key is missing", "BRAZE_DATA_IMPORT_KEY")
                .contains("braze.batch-size", "5000")
                .contains("braze.retries", "many")
                .doesNotContain("\tat ");
        assertThat(refused.out()).isEmpty();
        assertNothingBegun();
    }

    @Test
    void unknownAudienceIsRefusedWithTheKnownOnes() throws Exception {
        folder.audience("buyers", EVERYBODY).audience("sleepers", EVERYBODY);
        Ended refused = folder.run("sync", "buyers", "sleeper", "--json").with(2);
        assertThat(refused.err()).contains("no audience sleeper", "buyers, sleepers");
        assertThat(refused.out()).isEmpty();
        assertNothingBegun();
    }

    @Test
    void withoutSettingsOrAudiencesItSaysWhatIsMissing() throws Exception {
        assertThat(folder.run("sync", "--all").with(2).err()).contains("no audiences", "audiences.camel.yaml");
        Files.delete(folder.path("application.properties"));
        assertThat(folder.run("sync", "--all").with(2).err()).contains("no settings file", "--config");
        assertThat(folder.run().with(2).err()).as("no command is run").contains("no settings file");
    }

    @Test
    void startsUnderCamelsProfileForProduction() throws Exception {
        shop.enter(people(1, 20));
        folder.audience("buyers", EVERYBODY).set("camel.main.profile", "prod");
        assertThat(folder.run("sync", "buyers", "--json")
                        .with(0)
                        .json("buyers")
                        .path("added")
                        .asInt())
                .isEqualTo(20);
    }

    @Test
    void routesInTheJarServeAudiencesOfPropertiesAlone() throws Exception {
        delete(folder.path("routes"));
        assertThat(folder.run("sync", "--all").with(2).err()).contains("no audiences");
        shop.enter(people(1, 20));
        folder.set("camel.route-template[buyers].template-id", "cohort-sync")
                .set("camel.route-template[buyers].cohort-name", "The buyers")
                .set("camel.route-template[buyers].query", EVERYBODY)
                .set("camel.route-template[buyers].schedule", "0 0 3 * * ?");
        assertThat(folder.run("sync", "--all", "--json").with(0).json()).hasSize(1);
        assertThat(braze.members(Folder.cohort("buyers"))).isEqualTo(shop.people());
    }

    @Test
    void helpAndVersionNeedNothing() throws Exception {
        Folder empty = Folder.empty(temp.resolve("empty"));
        assertThat(empty.run("--help").with(0).out()).contains("run", "sync", "plan", "status", "sandbox");
        assertThat(empty.run("--version").with(0).out())
                .matches("braze-cohorts \\d+\\.\\d+\\.\\d+\\S* \\(Apache Camel \\S+\\)\\R");
        assertThat(empty.run("sync").with(2).err()).contains("--all", "NAME");
    }

    private void assertNothingBegun() {
        assertThat(braze.requests().total()).isZero();
        assertThat(folder.path("data")).doesNotExist();
    }

    private static void delete(Path tree) throws Exception {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
