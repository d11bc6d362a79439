// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** kill -9 at any moment: the next run ends in the same cohort as if nothing had happened. */
class KillIT extends WholeWay {
    private static final String COHORT = Folder.cohort("buyers");

    /** 60 people in 6 requests, one after the other. */
    @BeforeEach
    void write() throws Exception {
        folder.audience("buyers", EVERYBODY).set("braze.batch-size", "10").set("braze.max-concurrent-requests", "1");
        shop.enter(people(1, 60));
    }

    @Test
    void killedAgainAndAgain() throws Exception {
        for (int request : new int[] {0, 2, 3}) {
            killAt(request, Fault.hold(new HeldRequest()));
            moveSome("after-" + request);
        }
        assertNextRunMends("interrupted", "interrupted", "interrupted");
    }

    @Test
    void killedInTheLastRequest() throws Exception {
        killAt(5, Fault.hold(new HeldRequest()));
        moveSome("after-last");
        assertNextRunMends("interrupted");
    }

    @Test
    void killedInARequestThatIsLost() throws Exception {
        killAt(2, Fault.closeBefore().heldBy(new HeldRequest()));
        assertThat(braze.members(COHORT)).hasSize(20);
        moveSome("after-lost");
        assertNextRunMends("interrupted");
    }

    @Test
    void killedWhenOnlyTheAnswerWasLost() throws Exception {
        braze.fault(Fault.closeAfter().onUsers().after(1).always());
        Running sync = folder.program("sync", "buyers").start();
        await().atMost(40, TimeUnit.SECONDS).until(() -> braze.members(COHORT).size() >= 20);
        sync.kill();
        braze.clearFaults();
        moveSome("after-answer");
        assertNextRunMends("interrupted");
    }

    @Test
    void whatWasNeverSentIsNeverUndone() throws Exception {
        HeldRequest held = new HeldRequest();
        braze.fault(Fault.hold(held).onName());
        kill(folder.program("sync", "buyers").start(), held);
        moveSome("after-name");
        assertNextRunMends("interrupted");
        assertThat(braze.requests().last())
                .extracting(RequestReport.Entry::operation)
                .doesNotContain("remove");
        assertThat(braze.requests().last().stream()
                        .mapToInt(RequestReport.Entry::ids)
                        .sum())
                .isEqualTo(60);
    }

    @Test
    void killedWithRemovalsAndManyRequestsUnderWay() throws Exception {
        folder.set("braze.max-concurrent-requests", "16").run("sync", "buyers").with(0);
        shop.leave(people(1, 30).toArray(String[]::new));
        shop.enter(people(61, 100));

        HeldRequest held = new HeldRequest();
        braze.fault(Fault.hold(held).onUsers().after(2).always());
        kill(folder.program("sync", "buyers").start(), held);
        shop.enter(people(1, 5));
        shop.leave(people(91, 95).toArray(String[]::new));
        assertNextRunMends("completed", "interrupted");
    }

    private void killAt(int request, Fault holding) throws Exception {
        HeldRequest held = (HeldRequest) holding.effect().hold();
        braze.fault(holding.onUsers().after(request));
        kill(folder.program("sync", "buyers").start(), held);
    }

    /** What was under way arrives when nobody waits for it any more. */
    private void kill(Running sync, HeldRequest held) throws Exception {
        held.awaitArrival();
        sync.kill();
        braze.clearFaults();
        held.release();
        await().until(() -> braze.inFlight() == 0);
    }

    /** Somebody whom Braze knows leaves, somebody else too, and a third person enters. */
    private void moveSome(String newcomer) throws Exception {
        Set<String> there = braze.members(COHORT);
        List<String> people = List.copyOf(shop.people());
        there.stream().filter(people::contains).findFirst().ifPresent(this::leave);
        people.stream().filter(person -> !there.contains(person)).findFirst().ifPresent(this::leave);
        shop.enter(newcomer);
    }

    private void leave(String person) {
        try {
            shop.leave(person);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void assertNextRunMends(String... before) throws Exception {
        JsonNode next = folder.run("sync", "buyers", "--json").with(0).json("buyers");
        assertThat(next.path("status").asText()).isEqualTo("completed");
        assertThat(next.path("members").asInt()).isEqualTo(shop.people().size());
        assertThat(braze.members(COHORT)).isEqualTo(shop.people());
        assertThat(braze.violations()).isEmpty();
        List<JsonNode> remembered = folder.remembered();
        assertThat(remembered.subList(0, remembered.size() - 1))
                .extracting(report -> report.path("status").asText())
                .containsExactly(before);
        assertThat(remembered.get(remembered.size() - 1).path("run_id")).isEqualTo(next.path("run_id"));
    }
}
