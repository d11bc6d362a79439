// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunReportTest {
    /** Copied from the contract. Other people's scripts hang on it. */
    private static final String FIELDS =
            "run_id audience workspace cohort_id cohort_name status mode read skipped_null skipped_invalid duplicates added"
                    + " removed reasserted unchanged held_removals held_additions members batches requests retries"
                    + " undelivered rejected_ids started_at took_ms alerts";

    private static final Set<String> TEXTS =
            Set.of("run_id", "audience", "workspace", "cohort_id", "cohort_name", "status", "mode", "started_at");

    private final RunReport report = ReportSamples.completed("vip");

    @Test
    void hasTheFieldsOfTheContractInItsOrder() throws Exception {
        JsonNode json = new ObjectMapper().readTree(report.json());
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);

        assertThat(String.join(" ", names)).isEqualTo(FIELDS);
        json.fields().forEachRemaining(field -> {
            boolean asExpected = field.getKey().equals("alerts")
                    ? field.getValue().isArray()
                    : TEXTS.contains(field.getKey())
                            ? field.getValue().isTextual()
                            : field.getValue().isIntegralNumber();
            assertThat(asExpected).as(field.getKey()).isTrue();
        });
    }

    @Test
    void putsEveryCountUnderItsOwnName() throws Exception {
        JsonNode json = new ObjectMapper().readTree(report.json());
        Set<Long> counts = new TreeSet<>();
        json.fields().forEachRemaining(field -> {
            if (field.getValue().isIntegralNumber()) {
                counts.add(field.getValue().asLong());
            }
        });

        assertThat(counts).as("all of them different").hasSize(17);
        assertThat(json.get("read").asLong()).isEqualTo(report.read());
        assertThat(json.get("skipped_null").asLong()).isEqualTo(report.skippedNull());
        assertThat(json.get("held_additions").asLong()).isEqualTo(report.heldAdditions());
        assertThat(json.get("rejected_ids").asLong()).isEqualTo(report.rejectedIds());
        assertThat(json.get("took_ms").asLong()).isEqualTo(report.tookMs());
    }

    @Test
    void comesBackFromItsJsonAndFromItsMap() {
        assertThat(RunReport.parse(report.json())).isEqualTo(report);
        assertThat(RunReport.of(report.map())).isEqualTo(report);
        assertThat(report.json()).doesNotContain("\n");
    }

    @Test
    void isAMapWithTheSameFieldsForRoutes() {
        assertThat(String.join(" ", report.map().keySet())).isEqualTo(FIELDS);
        assertThat(report.map()).containsEntry("status", "completed").containsKey("alerts");
    }

    @Test
    void showsAnAlertWithTheFieldsOfTheContract() throws Exception {
        JsonNode alert =
                new ObjectMapper().readTree(report.json()).get("alerts").get(0);
        List<String> names = new ArrayList<>();
        alert.fieldNames().forEachRemaining(names::add);

        assertThat(names).containsExactly("code", "audience", "workspace", "title", "what_happened", "steps");
        assertThat(alert.get("steps").isArray()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "user-4711", "{\"run_id\":", "{\"unknown\":\"user-4711\"}"})
    void refusesWhatIsNotAReport(String text) {
        assertThatThrownBy(() -> RunReport.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a report: ");
    }

    @Test
    void writesEveryStatusInSmallLettersAndReadsItBack() {
        for (RunStatus status : RunStatus.values()) {
            assertThat(status.text()).isLowerCase();
            assertThat(RunStatus.of(status.text())).isEqualTo(status);
        }
    }
}
