// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.brazecohorts.sandbox.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Removals that the guard holds go when a person says how many may, and until they are delivered. */
class ApprovalIT extends WholeWay {
    private static final String COHORT = Folder.cohort("buyers");

    /** 100 people are in the cohort, and 60 of them leave. */
    @BeforeEach
    void leaveMany() throws Exception {
        folder.audience("buyers", EVERYBODY).set("braze.batch-size", "10").set("braze.max-concurrent-requests", "1");
        shop.enter(people(1, 100));
        folder.run("sync", "buyers").with(0);
        shop.leave(people(1, 60).toArray(String[]::new));
    }

    @Test
    void heldRemovalsAreToldAndGoWhenApproved() throws Exception {
        shop.enter("newcomer");
        JsonNode planned = folder.run("plan", "buyers", "--json").with(4).json("buyers");
        assertThat(planned.path("held_removals").asInt()).isEqualTo(60);

        JsonNode held = folder.run("sync", "buyers", "--json").with(4).json("buyers");
        assertThat(held.path("status").asText()).isEqualTo("held");
        assertThat(held.path("added").asInt()).isEqualTo(1);
        assertThat(held.path("removed").asInt()).isZero();
        assertThat(held.path("held_removals").asInt()).isEqualTo(60);
        assertThat(held.path("alerts").get(0).path("steps").toString()).contains("sync buyers --approve-removals 60");
        assertThat(braze.members(COHORT)).hasSize(101);
        JsonNode status = folder.run("status", "--json").with(0).json("buyers");
        assertThat(status.path("held_removals").asInt()).isEqualTo(60);

        folder.run("sync", "buyers", "--approve-removals", "59").with(4);
        folder.run("sync", "buyers", "--approve-removals", "60").with(0);
        assertThat(braze.members(COHORT)).isEqualTo(shop.people());
    }

    @Test
    void anApprovalOutlivesAKill() throws Exception {
        HeldRequest held = new HeldRequest();
        braze.fault(Fault.hold(held).onUsers().after(3));
        Running sync =
                folder.program("sync", "buyers", "--approve-removals", "60").start();
        held.awaitArrival();
        sync.kill();
        held.release();

        JsonNode next = folder.run("sync", "buyers", "--json").with(0).json("buyers");

        assertThat(next.path("removed").asInt()).as("what was missing").isBetween(20, 50);
        assertThat(braze.members(COHORT)).isEqualTo(shop.people());
    }

    @Test
    void anApprovalIsUsedUp() throws Exception {
        shop.enter(people(201, 300));
        folder.run("sync", "buyers", "--approve-removals", "60").with(0);
        shop.leave(people(201, 260).toArray(String[]::new));

        folder.run("sync", "buyers").with(4);
        assertThat(braze.members(COHORT)).hasSize(140);
    }

    @Test
    void anApprovalIsSaidOfOneAudience() throws Exception {
        folder.run("sync", "--all", "--approve-removals", "60").with(2);
        assertThat(braze.members(COHORT)).hasSize(100);
    }
}
