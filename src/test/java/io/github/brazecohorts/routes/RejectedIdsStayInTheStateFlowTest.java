// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which ids were rejected stands in the view {@code rejected} of the state database, and nowhere else. */
class RejectedIdsStayInTheStateFlowTest extends OnBench {
    private static final String LEAVES = "marker-leaves";
    private static final String ENTERS = "marker-enters";

    /** A removal and an add that Braze rejects, beside others that it accepts. */
    private RunReport rejectBoth() {
        bench.people("bob", "cy", LEAVES);
        bench.start().sync();
        bench.people("cy", "dan", ENTERS);
        bench.braze.fault(
                Fault.answer(400).onUsers().containing(LEAVES).always(),
                Fault.answer(400).onUsers().containing(ENTERS).always());
        return bench.sync();
    }

    private List<String> rejected() throws Exception {
        Properties readOnly = new Properties();
        readOnly.setProperty("access_mode", "read_only");
        String state = "jdbc:duckdb:" + folder.resolve("data/state.duckdb");
        try (Connection connection = DriverManager.getConnection(state, readOnly);
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("SELECT concat_ws(' ', workspace, cohort_id, audience, operation, id)"
                        + " FROM rejected ORDER BY operation")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    @Test
    void theViewSaysWhichTheyAre() throws Exception {
        rejectBoth();
        bench.stop();
        assertThat(rejected())
                .containsExactly(
                        "default amperity-People people add " + ENTERS,
                        "default amperity-People people remove " + LEAVES);
    }

    @Test
    void whoIsHealedLeavesTheView() throws Exception {
        rejectBoth();
        bench.braze.clearFaults();
        bench.startLater(Duration.ofDays(1)).sync();
        bench.stop();
        assertThat(rejected()).isEmpty();
    }

    @Test
    void noReportAndNoAlertSaysIt() {
        RunReport report = rejectBoth();
        assertThat(report.rejectedIds()).isEqualTo(2);
        assertThat(report.json()).doesNotContain("marker-");
    }

    @Test
    void noLineOfTheLogSaysItAtAnyLevel() {
        try (Logged logged = new Logged()) {
            rejectBoth();
            bench.sync();
            bench.stop();
            assertThat(logged.lines()).hasSizeGreaterThan(100).noneMatch(line -> line.contains("marker-"));
        }
    }

    @Test
    void noFileBesideTheStateSaysIt() throws Exception {
        rejectBoth();
        bench.stop();
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            List<Path> beside = files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("state.duckdb"))
                    .toList();
            assertThat(beside).isNotEmpty();
            for (Path file : beside) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("marker-");
            }
        }
    }
}
