// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.brazecohorts.sandbox.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** {@code run}, and the other commands beside it on the same folder. */
class RunIT extends WholeWay {
    private static final String COHORT = Folder.cohort("buyers");
    private static final String EVERY_SECOND = "* * * * * ?";
    private static final List<String> STATUS = List.of(
            "audience workspace cohort_id cohort_name members held_removals held_additions last_run next_run alerts"
                    .split(" "));

    @Test
    void deliversByItselfAndLetsOthersWorkBesideIt() throws Exception {
        folder.audience("buyers", EVERYBODY, "schedule", EVERY_SECOND)
                .audience("by-hand", EVERYBODY)
                .audience("mistaken", EVERYBODY, "schedule", "at noon");
        shop.enter(people(1, 10));
        Running run = folder.program().start();
        soon().until(() -> braze.members(COHORT).equals(shop.people()));
        shop.leave("person-1");
        shop.enter("person-11");
        soon().until(() -> braze.members(COHORT).equals(shop.people()));

        assertThat(braze.cohorts())
                .as("without a schedule nothing runs by itself")
                .containsExactly(COHORT);
        assertThat(run.said())
                .contains(
                        "workspace default: instance http://127.0.0.1:",
                        "keys ***",
                        "retries of a request: 8; runs are remembered for 90 days; state: data/state.duckdb")
                .contains("buyers runs by its schedule * * * * * ? (UTC)")
                .contains("by-hand runs only by hand")
                .contains("audience mistaken cannot run", "at noon");

        JsonNode synced =
                folder.run("sync", "buyers", "by-hand", "--json").with(0).json();
        assertThat(synced)
                .hasSize(2)
                .allMatch(report -> "completed".equals(report.path("status").asText()));
        JsonNode planned = folder.run("plan", "buyers", "--json").with(0).json("buyers");
        assertThat(planned.path("status").asText()).isEqualTo("planned");
        Ended status = folder.run("status", "--json").with(0);
        assertThat(STATUS).allMatch(status.json("buyers")::has);
        assertThat(status.json("buyers").path("members").asInt()).isEqualTo(10);
        assertThat(status.json("buyers").path("next_run").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(status.json("buyers").path("last_run").path("status").asText())
                .isEqualTo("completed");
        assertThat(status.json("by-hand").path("next_run").isNull()).isTrue();
        assertThat(run.isAlive()).isTrue();

        assertThat(endAfterTerm(run).err())
                .contains("runs by its schedule", "ended")
                .doesNotContain("Exception");
        assertThat(braze.violations()).isEmpty();
    }

    @Test
    void termInTheMiddleOfADeliveryEndsInOrder() throws Exception {
        folder.audience("buyers", EVERYBODY, "schedule", EVERY_SECOND)
                .set("braze.batch-size", "2")
                .set("braze.max-concurrent-requests", "2");
        shop.enter(people(1, 200));
        braze.fault(Fault.slow(Duration.ofMillis(300)).onUsers().always());
        Running run = folder.program("run").start();
        soon().until(() -> braze.members(COHORT).size() >= 4);

        endAfterTerm(run);
        int before = braze.members(COHORT).size();
        assertThat(before).as("it did not wait for the whole delivery").isLessThan(200);
        List<JsonNode> remembered = folder.remembered();
        assertThat(remembered).hasSize(1);
        assertThat(remembered.get(0).path("status").asText()).isEqualTo("incomplete");
        assertThat(remembered.get(0).path("added").asInt())
                .as("each answer was heard")
                .isEqualTo(before);

        braze.clearFaults();
        JsonNode next = folder.run("sync", "buyers", "--json").with(0).json("buyers");
        assertThat(next.path("added").asInt()).as("only what was missing").isEqualTo(200 - before);
        assertThat(braze.members(COHORT)).isEqualTo(shop.people());
    }

    @Test
    void othersWaitForARunUnderWayButStatusAnswersAtOnce() throws Exception {
        folder.audience("buyers", EVERYBODY, "schedule", EVERY_SECOND)
                .audience("bystander", EVERYBODY, "schedule", EVERY_SECOND)
                .set("braze.batch-size", "10");
        shop.enter(people(1, 30));
        HeldRequest held = new HeldRequest();
        braze.fault(Fault.hold(held).onUsers().after(1));
        Running first = folder.program("sync", "buyers", "--json").start();
        held.awaitArrival();

        JsonNode status = folder.run("status", "--json").with(0).json("buyers");
        assertThat(status.path("running").path("stage").asText()).isNotEmpty();
        assertThat(status.path("last_run").isNull()).isTrue();
        assertThat(folder.run("status").with(0).out()).contains("AUDIENCE", "buyers", "never");

        shop.enter("person-31");
        Running second = folder.program("sync", "buyers", "--json").start();
        soon().until(() -> second.threads().contains("brazecohorts.membership.Patience"));
        assertThat(first.isAlive()).isTrue();
        assertThat(braze.inFlight()).isEqualTo(1);

        held.release();
        assertThat(first.end().with(0).json("buyers").path("added").asInt()).isEqualTo(30);
        assertThat(second.end().with(0).json("buyers").path("added").asInt()).isEqualTo(1);
        assertThat(braze.members(COHORT)).isEqualTo(shop.people());
        assertThat(braze.cohorts()).as("only run fires schedules").containsExactly(COHORT);
        assertThat(braze.violations()).isEmpty();
    }

    @Test
    void termEndsASyncWithItsReport() throws Exception {
        folder.audience("buyers", EVERYBODY).set("braze.batch-size", "2").set("braze.max-concurrent-requests", "2");
        shop.enter(people(1, 200));
        braze.fault(Fault.slow(Duration.ofMillis(300)).onUsers().always());
        Running sync = folder.program("sync", "buyers", "--json").start();
        soon().until(() -> braze.members(COHORT).size() >= 4);
        sync.term();
        JsonNode report = sync.end().json("buyers");
        assertThat(report.path("status").asText()).isEqualTo("incomplete");
        assertThat(report.path("added").asInt())
                .isEqualTo(braze.members(COHORT).size())
                .isLessThan(200);
    }

    private static ConditionFactory soon() {
        return await().atMost(30, TimeUnit.SECONDS);
    }

    private static Ended endAfterTerm(Running run) throws Exception {
        long start = System.nanoTime();
        run.term();
        Ended ended = run.end();
        assertThat(ended.code()).as(ended.err()).isIn(0, 143);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        return ended;
    }
}
