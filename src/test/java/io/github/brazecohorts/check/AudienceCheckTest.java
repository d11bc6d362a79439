// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.audience.Audiences;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AudienceCheckTest {
    private final Audiences audiences = new Audiences(Map.of("default", "shop-"));

    @Test
    void tellsEveryMistakeOfEveryAudience() {
        audiences.add("buyers", Map.of("cohortName", "Buyers", "query", "SELECT 1"));
        audiences.add("sleepers", Map.of("cohortName", "Sleepers", "maxMembers", "many"));

        assertThat(new AudienceCheck(audiences).findings())
                .containsExactly(
                        Finding.ok("audience", "buyers", "every parameter is sound"),
                        Finding.problem("audience", "sleepers", "query is missing", "Every audience needs one."),
                        Finding.problem(
                                "audience",
                                "sleepers",
                                "maxMembers must be a whole number from 0 to 1000000000000; it is: many",
                                "Correct it in the block of sleepers in routes/."));
    }

    @Test
    void tellsOfBothThatClash() {
        audiences.add("buyers", Map.of("cohortName", "Buyers", "query", "SELECT 1"));
        audiences.add("customers", Map.of("cohortName", "Buyers", "query", "SELECT 1"));

        assertThat(new AudienceCheck(audiences).findings())
                .allMatch(finding -> finding.verdict() == Verdict.PROBLEM)
                .extracting(Finding::subject)
                .containsExactly("buyers", "customers");
    }

    @Test
    void takesItForAProblemIfThereIsNone() {
        assertThat(new AudienceCheck(audiences).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
            assertThat(finding.what()).isEqualTo("no audiences are configured");
        });
    }
}
