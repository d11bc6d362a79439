// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People are told of a cause once, again every four hours while it lasts, and once that it is over; over restarts too. */
class AlertsFlowTest extends OnBench {
    private Logged logged;

    @BeforeEach
    void listen() {
        logged = new Logged();
        bench.people("ada", "bob");
    }

    @AfterEach
    void listenNoMore() {
        logged.close();
    }

    @Test
    void oneCauseIsToldOnceAndStandsInEachReport() {
        bench.start();
        bench.braze.fault(Fault.answer(401).always());

        for (int i = 0; i < 3; i++) {
            assertThat(Bench.codes(bench.syncAsScheduled())).containsExactly("invalid-credentials");
        }

        assertThat(told()).containsExactly("invalid-credentials");
    }

    @Test
    void aRestartRepeatsNothing() {
        bench.start();
        bench.braze.fault(Fault.answer(401).always());
        bench.sync();
        bench.restart().sync();

        assertThat(told()).containsExactly("invalid-credentials");
    }

    @Test
    void itIsRepeatedAfterFourHours() {
        bench.start();
        bench.braze.fault(Fault.answer(401).always());
        bench.sync();
        bench.startLater(Duration.ofMinutes(238)).sync();
        assertThat(told()).hasSize(1);

        bench.startLater(Duration.ofMinutes(242)).sync();

        assertThat(told()).containsExactly("invalid-credentials", "invalid-credentials");
        assertThat(logged.lines()).anyMatch(line -> line.contains("Still so, since "));
    }

    @Test
    void aKeyThatIsRefusedForAllAudiencesIsOneAlertThatListsThem() {
        bench.audience("lapsed", "cohortName", "Lapsed", "query", "SELECT external_id FROM people")
                .start();
        bench.braze.fault(Fault.answer(401).always());

        RunReport first = bench.sync();
        RunReport second = bench.sync("lapsed");

        for (RunReport report : List.of(first, second)) {
            Alert alert = report.alerts().get(0);
            assertThat(alert.audiences()).containsExactly("lapsed", Bench.PEOPLE);
            assertThat(alert.audience()).isNull();
        }
        assertThat(told()).containsExactly("invalid-credentials");
    }

    @Test
    void whatIsOverIsTold() {
        bench.start();
        bench.braze.fault(Fault.answer(401).times(1));
        bench.sync();

        RunReport report = bench.syncAsScheduled();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(Bench.codes(report)).containsExactly("recovered");
        assertThat(bench.sync().alerts()).isEmpty();
        assertThat(told()).containsExactly("invalid-credentials", "recovered");
    }

    @Test
    void aSourceThatWorksAgainIsTold() {
        bench.query("SELECT external_id FROM nowhere").start();
        assertThat(Bench.codes(bench.sync())).containsExactly("source-failed");
        bench.sql("CREATE VIEW nowhere AS SELECT * FROM people");

        assertThat(Bench.codes(bench.sync())).containsExactly("recovered");
    }

    @Test
    void anAudienceOnlyEndsItsOwnAlerts() {
        bench.audience("lapsed", "cohortName", "Lapsed", "query", "SELECT external_id FROM nowhere")
                .start();
        bench.sync("lapsed");

        assertThat(bench.sync().alerts()).isEmpty();

        assertThat(Bench.codes(bench.sync("lapsed"))).containsExactly("source-failed");
        assertThat(told()).containsExactly("source-failed");
    }

    @Test
    void aPlanTellsNobody() {
        bench.query("SELECT external_id FROM nowhere").start();

        assertThat(Bench.codes(bench.plan())).containsExactly("source-failed");

        assertThat(told()).isEmpty();
        assertThat(status()).isEmpty();
    }

    @Test
    void aTestAudienceTellsNobodyOfItsOwnTrouble() {
        bench.query("SELECT external_id FROM nowhere").start();

        assertThat(Bench.codes(bench.test(1))).containsExactly("source-failed");

        assertThat(told()).isEmpty();
    }

    @Test
    void statusShowsWhatIsOpen() {
        bench.start();
        bench.braze.fault(Fault.answer(401).times(1));
        bench.sync();
        assertThat(status()).containsExactly("invalid-credentials");

        bench.sync();

        assertThat(status()).isEmpty();
    }

    @Test
    void statusShowsWhatIsOpenAlsoWhereItsFileIsLost() throws Exception {
        bench.start();
        bench.braze.fault(Fault.answer(401).times(1));
        bench.sync();
        Files.delete(folder.resolve("data/state.duckdb.status.json"));

        assertThat(status()).containsExactly("invalid-credentials");
    }

    @Test
    void aStateThatFailsIsToldOnceTooAndIsOver() throws Exception {
        bench.start().sync();
        bench.people("ada");
        byte[] state = Files.readAllBytes(folder.resolve("data/state.duckdb"));
        Files.write(folder.resolve("data/state.duckdb"), new byte[] {1, 2, 3});
        for (int i = 0; i < 2; i++) {
            assertThat(Bench.codes(bench.sync())).containsExactly("state-failed");
        }
        bench.restart();
        assertThat(Bench.codes(bench.sync())).containsExactly("state-failed");
        assertThat(told()).containsExactly("state-failed");

        Files.write(folder.resolve("data/state.duckdb"), state);

        assertThat(Bench.codes(bench.sync())).containsExactly("recovered");
        assertThat(bench.members()).containsExactly("ada");
    }

    @Test
    void anAudienceWithAMistakeIsToldWhenTheOthersStart() {
        bench.audience("lapsed", "cohortName", "Lapsed", "query", "SELECT 1", "modus", "mirror")
                .startWithSchedules();

        assertThat(told()).containsExactly("source-failed");
        assertThat(logged.lines())
                .anyMatch(line ->
                        line.contains("The audience lapsed cannot run as it is configured") && line.contains("modus"));
    }

    @Test
    void statusShowsAnAudienceWithAMistakeToo() throws Exception {
        bench.start().sync();
        bench.audience(Bench.PEOPLE, "cohortName", "People", "query", "SELECT 1", "modus", "mirror")
                .restart();

        assertThat(bench.module().status()).singleElement().satisfies(status -> {
            assertThat(status.audience()).isEqualTo(Bench.PEOPLE);
            assertThat(status.lastRun().status()).isEqualTo("completed");
            assertThat(status.nextRun()).isNull();
            assertThat(status.alerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.steps()).anyMatch(step -> step.contains("modus")));
        });
    }

    private List<String> status() {
        try {
            return bench.module().status().get(0).alerts().stream()
                    .map(Alert::code)
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> told() {
        return logged.lines().stream()
                .filter(line -> line.startsWith("ALERT "))
                .map(line -> line.split(" ")[1])
                .toList();
    }
}
