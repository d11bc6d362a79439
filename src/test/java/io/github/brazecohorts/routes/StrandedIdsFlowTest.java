// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Alias;
import io.github.brazecohorts.sandbox.Fault;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody is left behind in a cohort because its audience has ids of another kind now. */
class StrandedIdsFlowTest extends OnBench {
    @BeforeEach
    void prepareAudience() {
        bench.people("ada", "bob");
        bench.setting("braze.retries", 0);
    }

    /** The audience, with these parameters more, runs. */
    private RunReport syncWith(String... more) {
        bench.stop();
        return bench.audience(
                        Bench.PEOPLE,
                        Stream.concat(
                                        Stream.of("cohortName", "People", "query", "SELECT external_id FROM people"),
                                        Stream.of(more))
                                .toArray(String[]::new))
                .start()
                .sync();
    }

    private static void assertStranded(RunReport report) {
        assertThat(report.status()).isEqualTo("failed");
        assertThat(Bench.codes(report)).containsExactly("source-failed");
        assertThat(report.requests()).isZero();
    }

    @Test
    void anotherIdTypeIsRefusedWhileTheCohortHasMembers() {
        syncWith();

        assertStranded(syncWith("idType", "device_id"));
        assertThat(bench.braze.deviceIds(Bench.COHORT)).isEmpty();
    }

    @Test
    void anotherAliasLabelIsRefusedWhileTheCohortHasMembers() {
        syncWith("aliasLabel", "crm");

        assertStranded(syncWith("aliasLabel", "shop"));
    }

    @Test
    void anAliasLabelThatIsNewIsRefusedWhileTheCohortHasMembers() {
        syncWith();

        assertStranded(syncWith("aliasLabel", "crm"));
    }

    @Test
    void itIsRefusedAlsoWhereTheMembersAreUncertain() {
        bench.braze.fault(Fault.closeAfter().onUsers());
        assertThat(syncWith().members()).isZero();

        assertStranded(syncWith("idType", "device_id"));
    }

    @Test
    void anEmptyCohortTakesIdsOfAnyKind() {
        bench.people();
        syncWith("idType", "device_id");
        bench.people("ada", "bob");

        assertThat(syncWith("aliasLabel", "crm").status()).isEqualTo("completed");
        assertThat(bench.braze.aliases(Bench.COHORT))
                .containsExactlyInAnyOrder(new Alias("ada", "crm"), new Alias("bob", "crm"));
    }

    @Test
    void whatIsWrittenOutAsItWasAnywayIsNoChange() {
        syncWith();

        assertThat(syncWith("idType", "external_id", "idField", "EXTERNAL_ID").requests())
                .isZero();
        assertThat(bench.members()).hasSize(2);
    }

    @Test
    void theAlertNamesTheWaysOut() {
        syncWith("aliasLabel", "crm");

        assertThat(syncWith().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.whatHappened())
                    .contains("has members by alias of the label crm", "is now by external_id")
                    .endsWith(".");
            assertThat(alert.steps())
                    .anyMatch(step -> step.contains("put the old idType and aliasLabel back"))
                    .anyMatch(step -> step.contains("`retire people`"))
                    .anyMatch(step -> step.contains("another NAME and another cohortId"))
                    .allMatch(step -> step.endsWith("."));
        });
    }

    @Test
    void withTheOldKindTheAudienceGoesOn() {
        syncWith();
        assertStranded(syncWith("idType", "device_id"));

        assertThat(syncWith().status()).isEqualTo("completed");
    }

    @Test
    void afterARetirementTheNewKindBegins() {
        syncWith();
        assertStranded(syncWith("idType", "device_id"));
        bench.retire(Bench.PEOPLE);

        assertThat(bench.sync().status()).isEqualTo("completed");
        assertThat(bench.members()).isEmpty();
        assertThat(bench.braze.deviceIds(Bench.COHORT)).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void whoIsRetiredIsTakenOutByTheOldKind() {
        syncWith("aliasLabel", "crm");
        assertStranded(syncWith("aliasLabel", "shop"));
        bench.retire(Bench.PEOPLE);

        assertThat(bench.braze.aliases(Bench.COHORT)).isEmpty();
    }

    @Test
    void anotherNameIsRefusedAsWell() {
        syncWith();
        bench.stop();
        bench.withoutAudience(Bench.PEOPLE)
                .audience(
                        "persons",
                        "cohortName",
                        "People",
                        "query",
                        "SELECT external_id FROM people",
                        "idType",
                        "device_id")
                .start();

        assertStranded(bench.sync("persons"));
    }
}
