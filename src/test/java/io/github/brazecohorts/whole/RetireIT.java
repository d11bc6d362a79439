// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.brazecohorts.sandbox.Fault;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody is left behind in a cohort whose audience ends, or changes. */
class RetireIT extends WholeWay {
    private static final String COHORT = Folder.cohort("buyers");
    private static final String EVERY_SECOND = "* * * * * ?";

    @BeforeEach
    void deliver() throws Exception {
        folder.audience("buyers", EVERYBODY).audience("others", EVERYBODY).set("braze.batch-size", "10");
        shop.enter(people(1, 40));
        folder.run("sync", "buyers").with(0);
    }

    @Test
    void anAudienceThatIsGoneFromTheRoutesIsRetiredByItsName() throws Exception {
        folder.withoutAudience("others").withoutAudience("buyers");

        assertThat(folder.run("retire", "buyers").with(0).out()).contains("completed");

        assertThat(braze.members(COHORT)).isEmpty();
        folder.run("retire", "buyers").with(2);
    }

    @Test
    void aChangedCohortIdIsRefusedUntilTheOldCohortIsRetired() throws Exception {
        folder.audience("buyers", EVERYBODY, "cohortId", "another");
        Ended refused = folder.run("sync", "buyers").with(2);
        assertThat(refused.out()).contains("`cohortId: " + COHORT + "`", "`retire buyers`");
        assertThat(folder.run("sync", "--all", "--json")
                        .with(1)
                        .json("buyers")
                        .path("status")
                        .asText())
                .isEqualTo("failed");

        folder.run("retire", "buyers").with(0);
        folder.run("sync", "buyers").with(0);

        assertThat(braze.members(COHORT)).isEmpty();
        assertThat(braze.members("another")).isEqualTo(shop.people());
    }

    @Test
    void aKilledRetirementIsTakenUpAgain() throws Exception {
        HeldRequest held = new HeldRequest();
        braze.fault(Fault.hold(held).onUsers().after(1));
        Running retire = folder.program("retire", "buyers").start();
        held.awaitArrival();
        retire.kill();
        held.release();

        folder.run("retire", "buyers").with(0);

        assertThat(braze.members(COHORT)).isEmpty();
    }

    @Test
    void theScheduleOfARetiredAudienceRestsUntilItIsSyncedByHand() throws Exception {
        folder.audience("buyers", EVERYBODY, "schedule", EVERY_SECOND);
        Running run = folder.program("run").start();
        await().atMost(30, TimeUnit.SECONDS).until(() -> run.said().contains("buyers completed"));
        folder.run("retire", "buyers").with(0);
        await().atMost(30, TimeUnit.SECONDS).until(() -> run.said().contains("buyers skipped"));
        assertThat(braze.members(COHORT)).isEmpty();
        assertThat(folder.run("status", "--json")
                        .with(0)
                        .json("buyers")
                        .path("next_run")
                        .isNull())
                .isTrue();

        Ended all = folder.run("sync", "--all", "--json").with(0);
        assertThat(all.json()).as("only the other one").hasSize(1);
        assertThat(all.err()).contains("audience buyers was retired and rests");

        folder.run("sync", "buyers").with(0);

        shop.enter("person-41");
        await().atMost(30, TimeUnit.SECONDS).until(() -> braze.members(COHORT).equals(shop.people()));
    }

    @Test
    void aResyncSendsEveryoneAgainAndForgetsNobody() throws Exception {
        shop.leave("person-1");
        folder.run("resync", "buyers").with(0);
        assertThat(braze.members(COHORT)).as("nothing is sent yet").hasSize(40);

        var report = folder.run("sync", "buyers", "--json").with(0).json("buyers");

        assertThat(report.path("added").asInt()).isEqualTo(39);
        assertThat(report.path("removed").asInt()).isEqualTo(1);
        assertThat(braze.members(COHORT)).isEqualTo(shop.people());
        folder.run("resync", "nobody").with(2);
    }

    @Test
    void aTestAudienceHasACohortOfItsOwn() throws Exception {
        var report =
                folder.run("sync", "buyers", "--limit", "3", "--json").with(0).json("buyers");

        assertThat(report.path("cohort_id").asText()).isEqualTo(COHORT + " (test)");
        assertThat(report.path("cohort_name").asText()).isEqualTo("The buyers (test)");
        assertThat(braze.members(COHORT + " (test)")).hasSize(3);
        assertThat(folder.run("status", "--json")
                        .with(0)
                        .json("buyers")
                        .path("members")
                        .asInt())
                .as("of the real one")
                .isEqualTo(40);
        folder.run("retire", "buyers").with(0);
        assertThat(braze.members(COHORT + " (test)")).isEmpty();
    }
}
