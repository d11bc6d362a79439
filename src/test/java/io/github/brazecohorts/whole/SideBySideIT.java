// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.brazecohorts.sandbox.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code sync} and {@code plan} of several audiences: they run at once, and share a state. */
class SideBySideIT extends WholeWay {
    @Test
    void oneThatWaitsForBrazeDoesNotHoldUpTheOthers() throws Exception {
        folder.audience("a-slow-one", EVERYBODY).audience("another", EVERYBODY);
        shop.enter(people(1, 10));
        HeldRequest held = new HeldRequest();
        braze.fault(Fault.hold(held).onCohort(Folder.cohort("a-slow-one")).onUsers());

        Running sync = folder.program("sync", "--all", "--json").start();
        held.awaitArrival();
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> braze.members(Folder.cohort("another")).equals(shop.people()));
        assertThat(braze.members(Folder.cohort("a-slow-one"))).isEmpty();

        held.release();
        Ended ended = sync.end().with(0);
        assertThat(ended.json().findValuesAsText("audience")).containsExactly("a-slow-one", "another");
        assertThat(ended.json().findValuesAsText("status")).containsOnly("completed");
        assertThat(braze.members(Folder.cohort("a-slow-one"))).isEqualTo(shop.people());
        assertThat(braze.violations()).isEmpty();
    }

    @Test
    void oneThatFailsStopsNoneOfTheOthers() throws Exception {
        for (String sound : sound()) {
            folder.audience(sound, EVERYBODY);
        }
        folder.audience("broken", "SELECT 1 / 0 AS external_id").audience("refused", EVERYBODY);
        shop.enter(people(1, 10));
        braze.fault(Fault.answer(401).onCohort(Folder.cohort("refused")).always());

        Ended ended = folder.run("sync", "--all", "--json").with(3);

        assertThat(ended.json("broken").path("status").asText()).isEqualTo("failed");
        assertThat(ended.json("refused").path("status").asText()).isEqualTo("refused");
        for (String sound : sound()) {
            assertThat(ended.json(sound).path("status").asText()).as(sound).isEqualTo("completed");
            assertThat(braze.members(Folder.cohort(sound))).as(sound).isEqualTo(shop.people());
        }
        braze.clearFaults();
        folder.audience("refused", EVERYBODY);
        folder.run("sync", "refused", "broken").with(1);
        assertThat(folder.remembered()).as("each run once, in one state").hasSize(sound().size() + 4);
    }

    @Test
    void theReportsStandInTheOrderThatWasAskedFor() throws Exception {
        for (String sound : sound()) {
            folder.audience(sound, EVERYBODY);
        }
        shop.enter(people(1, 10));

        Ended ended = folder.run("plan", "sound-5", "sound-1", "sound-3", "sound-1", "sound-2", "--json")
                .with(0);

        assertThat(ended.json().findValuesAsText("audience"))
                .containsExactly("sound-5", "sound-1", "sound-3", "sound-2");
        assertThat(ended.json().findValuesAsText("status")).containsOnly("planned");
        assertThat(braze.requests().total()).isZero();
    }

    /** Four of them in the middle of their delivery, the others not begun. */
    @Test
    void termEndsAllWithTheirReports() throws Exception {
        for (String sound : sound()) {
            folder.audience(sound, EVERYBODY);
        }
        folder.set("braze.batch-size", "2").set("braze.max-concurrent-requests", "4");
        shop.enter(people(1, 200));
        braze.fault(Fault.slow(Duration.ofMillis(200)).onUsers().always());
        Running sync = folder.program("sync", "--all", "--json").start();
        await().atMost(40, TimeUnit.SECONDS)
                .until(() ->
                        sound().stream().filter(sound -> members(sound) >= 4).count() == 4);

        long start = System.nanoTime();
        sync.term();
        Ended ended = sync.end();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(ended.json().findValuesAsText("audience")).isEqualTo(sound());
        for (JsonNode report : ended.json()) {
            assertThat(report.path("status").asText()).isEqualTo("incomplete");
            assertThat(report.path("added").asInt())
                    .as("what Braze accepted is told")
                    .isEqualTo(members(report.path("audience").asText()));
        }
        assertThat(ended.err()).doesNotContain("Exception");
        assertThat(folder.remembered()).as("no further run was begun").hasSize(4);

        braze.clearFaults();
        folder.run("sync", "--all").with(0);
        for (String sound : sound()) {
            assertThat(braze.members(Folder.cohort(sound))).isEqualTo(shop.people());
        }
        assertThat(braze.violations()).isEmpty();
    }

    private int members(String audience) {
        return braze.members(Folder.cohort(audience)).size();
    }

    private static List<String> sound() {
        return IntStream.rangeClosed(1, 6).mapToObj(n -> "sound-" + n).toList();
    }
}
