// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RejectedAdviceTest {
    private static RejectedAdvice rejected(long ids, long staying, boolean unfinished) {
        return new RejectedAdvice("vip", "emea", ids, staying, unfinished);
    }

    static Stream<RejectedAdvice> all() {
        return Stream.of(rejected(7, 0, false), rejected(7, 2, false), rejected(7, 7, true), rejected(1, 1, false));
    }

    @ParameterizedTest
    @MethodSource("all")
    void speaksAPersonsWords(RejectedAdvice advice) {
        Alert alert = advice.alert();

        Words.assertAreAPersons(alert);
        assertThat(alert.code()).isEqualTo("rejected-ids");
        assertThat(alert.audience()).isEqualTo("vip");
        assertThat(alert.workspace()).isEqualTo("emea");
    }

    @Test
    void saysHowManyAreSetAside() {
        Alert alert = rejected(7, 0, false).alert();

        assertThat(alert.title()).isEqualTo("Braze rejects 7 ids of vip");
        assertThat(alert.whatHappened()).contains("rejected 7 ids", "is set aside");
    }

    @Test
    void saysWhereTheIdsStandAndNamesNone() {
        assertThat(rejected(7, 0, false).alert().steps())
                .anyMatch(step -> step.contains("the view `rejected` of the state database, where audience = 'vip'"));
    }

    @Test
    void isLouderWherePeopleStayWhoShouldNotBeThere() {
        Alert alert = rejected(7, 2, false).alert();

        assertThat(alert.title()).isEqualTo("2 people who left are still in the cohort of vip");
        assertThat(alert.whatHappened()).contains("For 2 of them it refused the removal");
        assertThat(alert.steps().get(0)).startsWith("Exclude these people in Braze");
    }

    @Test
    void excludesNobodyWhereNobodyStays() {
        assertThat(rejected(7, 0, false).alert().steps()).noneMatch(step -> step.contains("Exclude"));
        assertThat(rejected(7, 0, false).alert().whatHappened()).doesNotContain("removal");
    }

    @Test
    void saysThatTheSearchGoesOn() {
        assertThat(rejected(7, 0, true).alert().whatHappened()).contains("More are still to be found");
        assertThat(rejected(7, 0, false).alert().whatHappened()).doesNotContain("More are still");
    }

    @Test
    void accusesNoIdWhereTheSearchFoundNoneYet() {
        Alert alert = rejected(0, 0, true).alert();

        assertThat(alert.title()).isEqualTo("Braze rejects some requests with people of vip");
        assertThat(alert.whatHappened()).contains("no id is at fault alone").doesNotContain("set aside");
        assertThat(alert.steps()).singleElement().asString().contains("braze.batch-size");
    }

    @Test
    void saysThatTheyAreTriedAgainByThemselves() {
        assertThat(rejected(7, 0, false).alert().steps())
                .last()
                .asString()
                .contains("tried again on a later day", "up to 100");
    }
}
