// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.brazecohorts.sandbox.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** A day's worth of trouble: each is told once, nobody is lost, and all goes on by itself or by one word of a person. */
class TroubleIT extends WholeWay {
    private static final String COHORT = Folder.cohort("buyers");

    private Running run;

    @Test
    void goesOnAfterEachTrouble() throws Exception {
        folder.audience("buyers", EVERYBODY, "schedule", "* * * * * ?", "maxRemovedPercent", "100")
                .set("braze.batch-size", "10")
                .set("braze.retries", "1");
        shop.enter(people(1, 40));

        braze.fault(Fault.answer(401).always());
        run = folder.program("run").start();
        awaitTold("invalid-credentials");
        assertThat(braze.cohorts()).as("a wrong key at the start").isEmpty();
        mend("invalid-credentials");

        braze.fault(Fault.answer(401).onUsers().after(2).always());
        shop.enter(people(41, 140));
        awaitTold("invalid-credentials", "recovered from invalid-credentials", "invalid-credentials");
        assertThat(braze.members(COHORT)).as("a key revoked in mid-run").hasSizeBetween(40, 70);
        shop.leave("person-1");
        mend("invalid-credentials");

        braze.fault(Fault.closeBefore().always());
        shop.enter("person-141");
        awaitTold("braze-unavailable");
        mend("braze-unavailable");

        braze.fault(Fault.answer(400).onUsers().containing("poison").always());
        shop.enter(people(142, 160));
        shop.enter("poison");
        awaitTold("rejected-ids");
        soon().until(() -> braze.members(COHORT).size() == 159);
        shop.leave("poison");
        mend("rejected-ids");

        braze.fault(Fault.answer(429, Map.of("Retry-After", "1"), ""));
        shop.enter("person-161");
        soon().until(this::cohortIsTheAudience);
        assertThat(told()).as("a short wait is kept without a word").last().isEqualTo("recovered from rejected-ids");

        braze.fault(Fault.answer(429, Map.of("Retry-After", "3600"), ""));
        shop.enter("person-162");
        awaitTold("rate-limited");
        long before = braze.requests().total();
        soon().until(() -> said("Braze asked to send nothing before") >= 3);
        assertThat(braze.requests().total()).as("the schedule sends nothing").isEqualTo(before);
        assertThat(folder.run("sync", "buyers", "--json")
                        .with(0)
                        .json("buyers")
                        .path("added")
                        .asInt())
                .as("a person may try")
                .isEqualTo(1);
        assertThat(cohortIsTheAudience()).isTrue();

        assertThat(told())
                .containsExactly(
                        "invalid-credentials",
                        "recovered from invalid-credentials",
                        "invalid-credentials",
                        "recovered from invalid-credentials",
                        "braze-unavailable",
                        "recovered from braze-unavailable",
                        "rejected-ids",
                        "recovered from rejected-ids",
                        "rate-limited");
        run.term();
        assertThat(run.end().with(0).err()).doesNotContain("Exception:", "data-import-key", "person-1 ");
        assertThat(braze.violations()).isEmpty();
    }

    /** The trouble is over: the next firing heals it. */
    private void mend(String code) throws Exception {
        braze.clearFaults();
        awaitTold(code, "recovered from " + code);
        soon().until(this::cohortIsTheAudience);
    }

    private boolean cohortIsTheAudience() throws Exception {
        return braze.members(COHORT).equals(shop.people());
    }

    private void awaitTold(String... codes) {
        soon().until(() -> {
            List<String> told = told();
            return told.subList(Math.max(0, told.size() - codes.length), told.size())
                    .equals(List.of(codes));
        });
    }

    /** A schedule by the second is often late; that is not told of here. */
    private List<String> told() throws IOException {
        return run.said()
                .lines()
                .filter(line -> line.contains(" ALERT "))
                .map(line -> line.replaceFirst(".* ALERT (\\S+).*", "$1")
                        + line.replaceFirst(".*The cause of the alert (\\S+) is gone.*|.*", " from $1"))
                .map(code -> code.replaceFirst(" from $", ""))
                .filter(code -> !code.matches("(recovered from )?(overlap|no-run)"))
                .toList();
    }

    private long said(String words) throws IOException {
        return run.said().lines().filter(line -> line.contains(words)).count();
    }

    private static ConditionFactory soon() {
        return await().atMost(60, TimeUnit.SECONDS);
    }
}
