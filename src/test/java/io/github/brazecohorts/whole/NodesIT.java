// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three nodes, each a process of its own, on one state in PostgreSQL: they share the schedules; one is killed in the middle
 * of a run, another stands still in the middle of one and wakes. Takes two minutes: {@code mvn -Pnodes verify}.
 */
class NodesIT extends WholeWay {
    private static final String SCHEMA = "three_nodes";
    private static final String EVERY_TWO_SECONDS = "0/2 * * * * ?";
    private static final int REQUESTS_PER_SECOND = 2;
    private static final int BURST = 2;

    private final Map<Folder, Running> nodes = new LinkedHashMap<>();
    private final HeldRequest ofKilled = new HeldRequest();
    private final HeldRequest ofPaused = new HeldRequest();

    /** So late that all nodes are up by then; and not again in this test. */
    private final ZonedDateTime once = Instant.now().plusSeconds(40).atZone(ZoneOffset.UTC);

    private String onceAt(int secondsLater) {
        ZonedDateTime at = once.plusSeconds(secondsLater);
        return at.getSecond() + " " + at.getMinute() + " * * * ?";
    }

    @BeforeEach
    void startThree() throws Exception {
        shop.update("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
        shop.enter(people(1, 120));
        braze.fault(
                Fault.hold(ofKilled).onUsers().onCohort(Folder.cohort("killed")).after(2),
                Fault.hold(ofPaused).onUsers().onCohort(Folder.cohort("paused")).after(2));
        for (String name : List.of("one", "two", "three")) {
            Folder node = Folder.between(
                            temp.resolve(name), shop, braze.endpoint().toString())
                    .set("state.jdbc-url", shop.jdbcUrl())
                    .set("state.schema", SCHEMA)
                    .set("camel.management.enabled", "false")
                    .set("braze.batch-size", "10")
                    .set("braze.requests-per-hour", "" + REQUESTS_PER_SECOND * 3600)
                    .audience("ticking", EVERYBODY, "schedule", EVERY_TWO_SECONDS)
                    .audience("killed", EVERYBODY, "schedule", onceAt(0))
                    .audience("paused", EVERYBODY, "schedule", onceAt(6));
            nodes.put(node, node.program("run").start());
        }
    }

    @Test
    void shareSchedulesAndOutliveEachOther() throws Exception {
        ofKilled.awaitArrival();
        Folder killed = runner("killed");
        nodes.remove(killed).kill();
        ofKilled.release();

        ofPaused.awaitArrival();
        Folder paused = runner("paused");
        signal(paused, "STOP");

        soon().untilAsserted(
                        () -> assertThat(braze.members(Folder.cohort("killed"))).isEqualTo(shop.people()));
        soon().untilAsserted(
                        () -> assertThat(braze.members(Folder.cohort("paused"))).isEqualTo(shop.people()));
        soon().until(() -> ends("killed").equals(List.of("interrupted", "completed")));
        soon().until(() -> ends("paused").equals(List.of("interrupted", "completed")));
        assertThat(saidOfOthers(paused)).contains("killed ", " takes over from process ", ", which did not finish it");

        wakes(paused);
        goesOnAlone(paused);
        assertThePaceWasKept();
        assertThat(braze.violations()).isEmpty();
    }

    private void wakes(Folder paused) throws Exception {
        ofPaused.release();
        await().until(() -> braze.inFlight() == 0);
        long before = requestsFor("paused");
        List<String> written = runsOf("paused");

        signal(paused, "CONT");

        soon().untilAsserted(() -> assertThat(nodes.get(paused).said())
                .contains("ALERT state-failed paused")
                .contains("paused incomplete: "));
        assertThat(nodes.get(paused).said()).containsPattern("this process stood still|could not say for \\d+ s");
        assertThat(requestsFor("paused")).isEqualTo(before);
        assertThat(runsOf("paused")).isEqualTo(written);
    }

    /** Also those who enter only then. */
    private void goesOnAlone(Folder node) throws Exception {
        for (Folder other : List.copyOf(nodes.keySet())) {
            if (other != node) {
                nodes.get(other).term();
                nodes.remove(other).end();
            }
        }
        shop.leave("person-1", "person-60", "person-120");
        shop.enter("person-121", "person-122");
        soon().untilAsserted(() ->
                assertThat(braze.members(Folder.cohort("ticking"))).isEqualTo(shop.people()));
        JsonNode last = node.run("status", "--json").with(0).json("paused");
        assertThat(last.path("last_run").path("status").asText())
                .as("the run that took over")
                .isEqualTo("completed");
        assertEveryFiringRanOnce();
        node.run("sync", "--all").with(0);
        for (String audience : List.of("ticking", "killed", "paused")) {
            assertThat(braze.members(Folder.cohort(audience))).as(audience).isEqualTo(shop.people());
        }
    }

    private void assertEveryFiringRanOnce() throws SQLException {
        List<String> slots =
                shop.rows("SELECT floor(extract(epoch FROM started_at + INTERVAL '0.1 s') / 2)::BIGINT::TEXT" + " FROM "
                        + SCHEMA + ".run WHERE audience = 'ticking'");
        assertThat(slots).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    }

    /** In no ten seconds more than ten seconds' worth and one burst, on all nodes together. */
    private void assertThePaceWasKept() {
        List<Instant> arrived = braze.requests().last().stream()
                .map(RequestReport.Entry::at)
                .map(Instant::parse)
                .sorted()
                .toList();
        assertThat(arrived).hasSizeGreaterThan(30);
        for (Instant from : arrived) {
            Instant to = from.plusSeconds(10);
            assertThat(arrived.stream().filter(at -> !at.isBefore(from) && at.isBefore(to)))
                    .hasSizeLessThanOrEqualTo(10 * REQUESTS_PER_SECOND + BURST);
        }
    }

    /** The node that has the audience's cohort. */
    private Folder runner(String audience) throws SQLException {
        String process = shop.rows("SELECT node FROM " + SCHEMA + ".lease WHERE audience = '" + audience + "'")
                .get(0);
        return nodes.keySet().stream()
                .filter(node -> process.startsWith(
                        "process " + nodes.get(node).process().pid() + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("none of the three is " + process));
    }

    private void signal(Folder node, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, "" + nodes.get(node).process().pid())
                .inheritIO()
                .start()
                .waitFor();
    }

    private String saidOfOthers(Folder node) throws Exception {
        StringBuilder said = new StringBuilder();
        for (Folder other : nodes.keySet()) {
            if (other != node) {
                said.append(nodes.get(other).said());
            }
        }
        return said.toString();
    }

    private long requestsFor(String audience) {
        return braze.requests().last().stream()
                .filter(entry -> Folder.cohort(audience).equals(entry.cohortId()))
                .count();
    }

    private List<String> ends(String audience) throws SQLException {
        return shop.rows("SELECT status FROM " + SCHEMA + ".run WHERE audience = '" + audience + "' ORDER BY run");
    }

    private List<String> runsOf(String audience) throws SQLException {
        return shop.rows("SELECT r::TEXT FROM " + SCHEMA + ".run r WHERE audience = '" + audience + "' ORDER BY run");
    }

    private static ConditionFactory soon() {
        return await().atMost(90, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(250));
    }
}
