// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.Test;
import org.quartz.Trigger;
import org.quartz.TriggerKey;

/**
 * The route files are not decoration: each node does what it says. Every test shows what happens with the file as
 * shipped, then what happens when somebody edits that one node.
 */
class RouteNodesMatterTest extends OnBench {
    private static final String NEVER = "0 0 0 1 1 ? 2099";

    /** Starts the same folder anew: the state and the stand-in stay. */
    private void restart() {
        bench.stop();
        bench.start();
    }

    // quartz

    @Test
    void anotherCronInTheTemplateRunsTheAudienceWithoutAnybodyAsking() throws Exception {
        bench.people("ada");
        bench.audience("people", "cohortName", "People", "query", "SELECT * FROM people", "schedule", NEVER);
        bench.startWithSchedules();
        assertThat(trigger("people").getNextFireTime()).isAfter("2098-12-31");
        assertThat(bench.requests()).isZero();
        bench.stop();

        bench.route("cohort-sync").setParameter("on-schedule", "cron", "* * * * * ?");
        bench.startWithSchedules();
        await().until(() -> bench.members().contains("ada"));
    }

    @Test
    void anAudienceWithoutACronNeverFires() {
        bench.people("ada");
        bench.audience("ticking", "cohortName", "T", "query", "SELECT * FROM people", "schedule", "* * * * * ?");
        bench.startWithSchedules();
        await().until(() -> bench.braze.members("amperity-T").contains("ada"));
        assertThat(bench.braze.cohorts()).containsExactly("amperity-T");
        assertThat(bench.context().getRouteController().getRouteStatus("people").isStopped())
                .isTrue();
    }

    @Test
    void theTimeZoneMovesTheSchedule() throws Exception {
        String[] daily = {"cohortName", "D", "query", "SELECT * FROM people", "schedule", "0 0 3 * * ?"};
        bench.audience("daily", daily).startWithSchedules();
        var inUtc = trigger("daily").getNextFireTime().toInstant();
        bench.stop();

        bench.route("cohort-sync").setParameter("on-schedule", "trigger.timeZone", "Asia/Tokyo");
        bench.startWithSchedules();
        var inTokyo = trigger("daily").getNextFireTime().toInstant();
        assertThat(Math.abs(Duration.between(inUtc, inTokyo).toHours())).isIn(9L, 15L);
    }

    private Trigger trigger(String audience) throws Exception {
        return bench.context()
                .getComponent("quartz", QuartzComponent.class)
                .getScheduler()
                .getTrigger(new TriggerKey(audience, "braze-cohorts"));
    }

    // jdbc

    @Test
    void anotherSourceInTheJdbcEndpointIsRead() {
        bench.people("ada");
        assertThat(bench.start().sync().added()).isEqualTo(1);

        bench.setting("camel.beans.annex", "#class:com.zaxxer.hikari.HikariDataSource");
        bench.setting("camel.beans.annex.jdbcUrl", "jdbc:duckdb:");
        bench.setting(
                "camel.beans.annex.connectionInitSql",
                "CREATE TABLE IF NOT EXISTS people AS SELECT 'from-the-annex' AS external_id");
        bench.route("cohort-sync").set("query-source", "uri", "jdbc:annex");
        restart();
        bench.sync();
        assertThat(bench.members()).containsExactly("from-the-annex");
    }

    @Test
    void withoutTheJdbcEndpointNothingIsRead() {
        bench.people("ada");
        assertThat(bench.start().sync().read()).isEqualTo(1);

        bench.route("cohort-sync").remove("query-source");
        restart();
        RunReport report = bench.sync();
        assertThat(report.status()).isEqualTo("failed");
        assertThat(Bench.codes(report)).containsExactly("source-failed");
    }

    @Test
    void withoutASealNothingIsCompared() {
        bench.people("ada");
        assertThat(bench.start().sync().status()).isEqualTo("completed");

        bench.route("cohort-sync").remove("seal-audience");
        restart();
        assertThat(bench.sync().status()).isEqualTo("failed");
        assertThat(bench.members()).containsExactly("ada");
    }

    /** Its policy has handled the failure in a route that this one calls: this one ends there too. */
    @Test
    void aReadThatFailsIsNotSealed() throws Exception {
        bench.people("ada");
        bench.route("cohort-sync").insertBehind("seal-audience", "to: {id: sealed, uri: mock:sealed}");
        bench.audience("lost", "cohortName", "Lost", "query", "SELECT nothing FROM people")
                .start();

        assertThat(bench.sync("lost").status()).isEqualTo("failed");
        bench.sync();

        bench.context().getEndpoint("mock:sealed", MockEndpoint.class).expectedMessageCount(1);
        MockEndpoint.assertIsSatisfied(bench.context());
    }

    // filter

    @Test
    void withoutTheFilterAPageOfNobodyFailsTheRun() {
        bench.people(null, null);
        assertThat(bench.start().sync().status()).isEqualTo("completed");

        bench.route("cohort-sync").unwrap("anyone-identified");
        restart();
        RunReport report = bench.sync();
        assertThat(report.status()).isEqualTo("failed");
        assertThat(report.skippedNull()).isEqualTo(2);
    }

    @Test
    void anotherConditionInTheFilterLetsOtherPagesThrough() {
        bench.people("ada", "bob");
        bench.start().sync();
        assertThat(bench.members()).hasSize(2);

        bench.route("cohort-sync")
                .change(
                        "anyone-identified",
                        filter -> filter.putObject("expression")
                                .putObject("simple")
                                .put("expression", "${body.size} > 2"));
        restart();
        assertThat(bench.sync().heldRemovals()).isEqualTo(2);
    }

    @Test
    void withoutKeepIdentifiedNothingIsCountedAndNobodyIsStaged() {
        bench.people("ada", null);
        RunReport report = bench.start().sync();
        assertThat(report.skippedNull()).isEqualTo(1);
        assertThat(report.added()).isEqualTo(1);

        bench.route("cohort-sync").remove("keep-identified");
        restart();
        RunReport without = bench.sync();
        assertThat(without.status()).isEqualTo("failed");
        assertThat(without.skippedNull()).isZero();
    }

    // aggregate

    @Test
    void anotherCompletionSizeMakesOtherBatches() {
        bench.people(7);
        bench.start().sync();
        assertThat(bench.batches()).extracting(Entry::ids).containsExactly(7);

        bench.replace("cohort-sync", "${exchangeProperty.brazeCohortsRun.batchSize}", "3");
        bench.people(101, 107);
        restart();
        bench.sync();
        assertThat(bench.batches().subList(1, 7)).extracting(Entry::ids).containsExactlyInAnyOrder(3, 3, 1, 3, 3, 1);
    }

    @Test
    void withoutTheCompletionPredicateTheLastBatchStaysBehind() {
        bench.people(7);
        bench.setting("braze.batch-size", 3).start();
        assertThat(bench.sync().undelivered()).isZero();

        bench.route("cohort-sync").change("in-batches", aggregate -> aggregate.remove("completionPredicate"));
        bench.people(1, 14);
        restart();
        RunReport report = bench.sync();
        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(report.added()).isEqualTo(6);
        assertThat(report.undelivered()).isEqualTo(1);
    }

    @Test
    void withoutTheAggregateNobodyIsSent() {
        bench.people(7);
        bench.start().sync();
        assertThat(bench.batches()).hasSize(1);

        bench.route("cohort-sync").unwrap("in-batches");
        bench.people(9);
        restart();
        assertThat(bench.sync().status()).isEqualTo("incomplete");
        assertThat(bench.batches()).hasSize(1);
    }

    // http and marshal

    @Test
    void withoutThePostNothingIsOnTheWire() {
        bench.people("ada");
        bench.start().sync();
        assertThat(bench.requests()).isEqualTo(2);

        bench.route("braze").remove("post");
        bench.people("ada", "bob");
        restart();
        assertThat(bench.sync().status()).isEqualTo("incomplete");
        assertThat(bench.requests()).isEqualTo(2);
    }

    @Test
    void anotherMethodInThePostIsWhatBrazeSees() {
        bench.people("ada");
        bench.start().sync();
        assertThat(bench.braze.requests().byStatus()).containsOnlyKeys("201");

        bench.route("braze").setParameter("post", "httpMethod", "PUT");
        bench.people("ada", "bob");
        restart();
        RunReport report = bench.sync();
        assertThat(bench.braze.requests().byStatus()).containsEntry("405", 1L);
        assertThat(Bench.codes(report)).containsExactly("unexpected-answer");
    }

    @Test
    void anotherTimeoutInThePostIsHowLongAnAnswerIsAwaited() {
        bench.people("ada");
        bench.start();
        bench.braze.fault(Fault.slow(Duration.ofMillis(600)).onUsers());
        assertThat(bench.sync().retries()).isZero();

        bench.route("braze").setParameter("post", "responseTimeout", 200);
        bench.route("braze").setParameter("post", "soTimeout", 200);
        bench.people("ada", "bob");
        restart();
        bench.braze.fault(Fault.slow(Duration.ofMillis(600)).onUsers());
        RunReport impatient = bench.sync();
        assertThat(impatient.status()).isEqualTo("completed");
        assertThat(impatient.retries()).isPositive();
    }

    @Test
    void withoutMarshalTheRequestIsNotJsonAndTheRunDoesNotComplete() {
        bench.people("ada");
        bench.start().sync();
        assertThat(bench.members()).containsExactly("ada");

        bench.route("braze").remove("as-json");
        bench.people("ada", "bob");
        restart();
        assertThat(bench.sync().status()).isEqualTo("incomplete");
        assertThat(bench.members()).containsExactly("ada");
    }

    @Test
    void withoutAwaitTurnNoRequestIsCounted() {
        bench.people("ada");
        assertThat(bench.start().sync().requests()).isEqualTo(2);

        bench.route("braze").remove("await-turn");
        bench.people("ada", "bob");
        restart();
        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void withoutReadAnswerEveryAnswerIsAYes() {
        bench.people("ada");
        bench.start();
        bench.braze.fault(Fault.answer(401).always());
        assertThat(bench.sync().status()).isEqualTo("refused");

        bench.route("braze").remove("read-answer");
        restart();
        assertThat(bench.sync().status()).isEqualTo("completed");
        assertThat(bench.members()).isEmpty();
    }

    // the steps around a request

    @Test
    void withoutRememberNameTheCohortIsNamedInEveryRun() {
        bench.people("ada");
        bench.start().sync();
        assertThat(bench.sync().requests()).isZero();

        bench.route("braze").remove("remember-name");
        bench.audience("people", "cohortName", "Folk", "cohortId", Bench.COHORT, "query", "SELECT * FROM people");
        restart();
        assertThat(bench.sync().requests()).isEqualTo(1);
        assertThat(bench.sync().requests()).isEqualTo(1);
    }

    @Test
    void withoutNoteAcceptedAChangeIsSentAgain() {
        bench.people("ada");
        bench.start().sync();
        assertThat(bench.sync().batches()).isZero();

        bench.route("braze").remove("note-accepted");
        bench.people("ada", "bob");
        restart();
        assertThat(bench.sync().status()).isEqualTo("incomplete");
        assertThat(bench.sync().batches()).isEqualTo(1);
    }

    @Test
    void withoutUnlessPlannedAPlanIsNoPlan() {
        bench.people("ada");
        bench.start();
        assertThat(bench.plan().status()).isEqualTo("planned");
        assertThat(bench.requests()).isZero();

        bench.route("cohort-sync").unwrap("unless-planned");
        restart();
        bench.plan();
        assertThat(bench.requests()).isPositive();
    }

    // redelivery

    @Test
    void anotherMaximumOfRedeliveriesMakesThatManyRequestsAndOne() {
        bench.people("ada");
        bench.start();
        bench.braze.fault(Fault.answer(503).always());
        bench.sync();
        assertThat(bench.requests()).isEqualTo(9);

        for (int most : List.of(0, 2, 5)) {
            bench.route("failures").setProperty("braze-cohorts-patient", "maximumRedeliveries", most);
            restart();
            long before = bench.requests();
            RunReport report = bench.sync();
            assertThat(bench.requests() - before).isEqualTo(most + 1);
            assertThat(report.retries()).isEqualTo(most);
        }
    }

    @Test
    void theSettingOfRetriesIsTheDefaultOfTheFile() {
        bench.people("ada");
        bench.setting("braze.retries", 3).start();
        bench.braze.fault(Fault.answer(429).always());
        bench.sync();
        assertThat(bench.requests()).isEqualTo(4);
    }

    @Test
    void anotherDelayIsWaited() {
        bench.people("ada");
        bench.route("failures").setProperty("braze-cohorts-patient", "redeliveryDelay", 700);
        bench.route("failures").setProperty("braze-cohorts-patient", "useCollisionAvoidance", false);
        bench.start();
        bench.braze.fault(Fault.answer(503));
        RunReport report = bench.sync();
        assertThat(report.retries()).isEqualTo(1);
        assertThat(report.tookMs()).isGreaterThanOrEqualTo(700);
    }

    // where reports and alerts go

    @Test
    void anAlertGoesWhereOneMoreLineSendsIt() throws InterruptedException {
        bench.query("SELECT * FROM nowhere");
        bench.start().sync();
        assertThat(bench.context().hasEndpoint("mock:alerts")).isNull();

        bench.route("alerts").insertBehind("log-alert", "to: {id: tell-team, uri: mock:alerts}");
        bench.audience("others", "cohortName", "Others", "query", "SELECT * FROM nowhere");
        restart();
        MockEndpoint alerts = bench.context().getEndpoint("mock:alerts", MockEndpoint.class);
        alerts.expectedMessageCount(1);
        bench.sync("others");
        alerts.assertIsSatisfied();
        assertThat(alerts.getReceivedExchanges().get(0).getMessage().getBody(Map.class))
                .containsEntry("code", "source-failed")
                .containsEntry("audience", "others");
    }

    @Test
    void aReportGoesWhereOneMoreLineSendsIt() throws InterruptedException {
        bench.people("ada");
        bench.start().sync();
        assertThat(bench.context().hasEndpoint("mock:reports")).isNull();

        bench.route("alerts").insertBehind("log-report", "to: {id: tell-team, uri: mock:reports}");
        restart();
        MockEndpoint reports = bench.context().getEndpoint("mock:reports", MockEndpoint.class);
        reports.expectedMessageCount(1);
        bench.sync();
        reports.assertIsSatisfied();
        assertThat(reports.getReceivedExchanges().get(0).getMessage().getBody(Map.class))
                .containsEntry("status", "completed")
                .containsEntry("unchanged", 1L);
    }
}
