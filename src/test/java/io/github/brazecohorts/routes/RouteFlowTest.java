// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Alias;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport.Entry;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What becomes of an audience that is run through the door {@code direct:sync-audience}. */
class RouteFlowTest extends OnBench {
    @Test
    void theFirstSyncAddsEveryone() {
        bench.people("ada", "bob");
        RunReport report = bench.start().sync();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.added()).isEqualTo(2);
        assertThat(bench.members()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void theRoutesRunAsTheVisualEditorSavesThem() {
        bench.people("ada", "bob");
        Bench.ROUTE_FILES.forEach(file -> bench.route(file).orderAsTheEditor());
        assertThat(bench.start().sync().added()).isEqualTo(2);
        bench.people("bob");
        bench.braze.fault(Fault.answer(503));
        RunReport report = bench.sync();
        assertThat(report.removed()).isEqualTo(1);
        assertThat(report.retries()).isEqualTo(1);
    }

    @Test
    void theCohortIsNamedBeforeTheFirstMembersAreSent() {
        bench.people("ada");
        bench.start().sync();
        assertThat(bench.braze.requests().last()).extracting(Entry::path).containsExactly("name", "users");
        assertThat(bench.braze.violations()).isEmpty();
    }

    @Test
    void anEmptyCohortIsNamedToo() {
        RunReport report = bench.start().sync();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(bench.braze.name(Bench.COHORT)).hasValue("People");
    }

    @Test
    void theSecondSyncSendsNothing() {
        bench.people("ada", "bob");
        bench.start().sync();
        long before = bench.requests();
        RunReport second = bench.sync();
        assertThat(second.status()).isEqualTo("completed");
        assertThat(second.requests()).isZero();
        assertThat(second.unchanged()).isEqualTo(2);
        assertThat(bench.requests()).isEqualTo(before);
    }

    @Test
    void aRestartForgetsNothing() {
        bench.people("ada", "bob");
        bench.start().sync();
        bench.stop();
        RunReport second = bench.start().sync();
        assertThat(second.requests()).isZero();
        assertThat(second.members()).isEqualTo(2);
    }

    @Test
    void whoEntersIsAddedAndWhoLeavesIsRemoved() {
        bench.people("ada", "bob", "cem");
        bench.start().sync();
        bench.people("bob", "cem", "dora");
        RunReport report = bench.sync();
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.removed()).isEqualTo(1);
        assertThat(report.members()).isEqualTo(3);
        assertThat(bench.members()).containsExactlyInAnyOrder("bob", "cem", "dora");
    }

    @Test
    void whoComesBackIsAddedAgain() {
        bench.people("ada", "bob");
        bench.start().sync();
        bench.people("bob");
        bench.sync();
        bench.people("ada", "bob");
        assertThat(bench.sync().added()).isEqualTo(1);
        assertThat(bench.members()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void addsAndRemovalsNeverShareARequest() {
        bench.people(1, 30);
        bench.setting("braze.batch-size", 100).start().sync();
        bench.people(20, 60);
        bench.sync();
        assertThat(bench.batches()).extracting(Entry::operation).containsExactlyInAnyOrder("add", "add", "remove");
        assertThat(bench.batches()).extracting(Entry::ids).containsExactlyInAnyOrder(30, 30, 19);
        assertThat(bench.braze.violations()).isEmpty();
    }

    @Test
    void noRequestCarriesMoreThanAThousandIds() {
        bench.people(2_500);
        RunReport report = bench.start().sync();
        assertThat(report.batches()).isEqualTo(3);
        assertThat(bench.batches()).extracting(Entry::ids).containsExactlyInAnyOrder(1_000, 1_000, 500);
        assertThat(bench.members()).hasSize(2_500);
    }

    @Test
    void theReportCountsWhatWasOnTheWire() {
        bench.people(95);
        RunReport report = bench.setting("braze.batch-size", 10).start().sync();
        assertThat(report.batches()).isEqualTo(10);
        assertThat(report.requests()).isEqualTo(bench.requests()).isEqualTo(11);
        assertThat(report.retries()).isZero();
        assertThat(report.undelivered()).isZero();
    }

    @Test
    void aNewNameIsSentOnceAndKeepsTheMembers() {
        bench.people("ada");
        bench.audience("people", "cohortName", "Old", "cohortId", "kept", "query", "SELECT * FROM people");
        bench.start().sync();
        bench.stop();
        bench.audience("people", "cohortName", "New", "cohortId", "kept", "query", "SELECT * FROM people");
        RunReport report = bench.start().sync();
        assertThat(report.requests()).isEqualTo(1);
        assertThat(bench.braze.requests().last()).extracting(Entry::path).containsExactly("name", "users", "name");
        assertThat(bench.braze.name("kept")).hasValue("New");
        assertThat(bench.braze.members("kept")).containsExactly("ada");
        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void aPlanCountsAndSendsNothing() {
        bench.people("ada", "bob");
        bench.start().sync();
        bench.people("bob", "cem", "dora");
        long before = bench.requests();
        RunReport plan = bench.plan();
        assertThat(plan.status()).isEqualTo("planned");
        assertThat(plan.added()).isEqualTo(2);
        assertThat(plan.removed()).isEqualTo(1);
        assertThat(bench.requests()).isEqualTo(before);
        assertThat(bench.members()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void aPlanLeavesTheStateAsItWas() {
        bench.people("ada", "bob");
        bench.start();
        bench.plan();
        assertThat(bench.plan().added()).isEqualTo(2);
        RunReport report = bench.sync();
        assertThat(report.added()).isEqualTo(2);
        assertThat(bench.braze.name(Bench.COHORT)).hasValue("People");
    }

    @Test
    void whatIsNotTheNameOfAnAudienceIsRefusedWithTheNamesThatAre() {
        bench.audience("regulars", "cohortName", "Regulars", "query", "SELECT * FROM people")
                .start();
        for (Object body : new Object[] {"nobody", "", null, 7, "people; DROP TABLE people"}) {
            Exchange answer = bench.run(body, Map.of());
            assertThat(answer.getException()).hasMessage("there is no such audience; known are: people, regulars");
        }
        assertThat(bench.requests()).isZero();
    }

    @Test
    void audiencesHaveCohortsOfTheirOwn() {
        bench.people("ada", "bob");
        bench.audience("a-only", "cohortName", "A only", "query", "SELECT * FROM people WHERE external_id LIKE 'a%'");
        bench.start().sync();
        bench.sync("a-only");
        assertThat(bench.members()).hasSize(2);
        assertThat(bench.braze.members("amperity-A only")).containsExactly("ada");
    }

    @Test
    void deviceIdsAndAliasesGoWhereTheyBelong() {
        String device = "SELECT external_id AS device_id FROM people";
        String all = "SELECT external_id FROM people";
        bench.people("ada");
        bench.audience("devices", "cohortName", "D", "query", device, "idField", "device_id");
        bench.audience("aliases", "cohortName", "A", "query", all, "aliasLabel", "crm");
        bench.start().sync("devices");
        bench.sync("aliases");
        assertThat(bench.braze.deviceIds("amperity-D")).containsExactly("ada");
        assertThat(bench.braze.aliases("amperity-A")).isEqualTo(Set.of(new Alias("ada", "crm")));
    }

    @Test
    void aReportChannelThatFailsChangesNeitherTheRunNorTheAnswer() {
        bench.people("ada");
        bench.route("alerts").insertBehind("log-report", DOWN);
        RunReport report = bench.start().sync();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void anAlertChannelThatFailsChangesNeitherTheRunNorTheAnswer() {
        bench.query("SELECT * FROM nowhere");
        bench.route("alerts").insertBehind("log-alert", DOWN);
        RunReport report = bench.start().sync();
        assertThat(report.status()).isEqualTo("failed");
        assertThat(Bench.codes(report)).containsExactly("source-failed");
    }

    private static final String DOWN =
            "throwException: {id: channel-is-down, exceptionType: java.lang.IllegalStateException, message: down}";
}
