// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HeldAdviceTest {
    private static final OptionalLong NONE = OptionalLong.empty();

    @Test
    void saysHowManyOfHowManyAndWhatToType() {
        Alert alert = new HeldAdvice("vip", "emea", false, false, 120, 0, 380, 500, 20, NONE, NONE).alert();

        assertThat(alert.code()).isEqualTo("held");
        assertThat(alert.title()).isEqualTo("120 removals of vip wait for your word");
        assertThat(alert.whatHappened())
                .contains("120 of 500 people (24 %)", "maxRemovedPercent 20", "Nothing is forgotten");
        assertThat(alert.steps()).anyMatch(step -> step.contains("`sync vip --approve-removals 120`"));
    }

    @Test
    void saysThatTheAudienceIsEmpty() {
        Alert alert = new HeldAdvice("vip", "emea", false, false, 1, 0, 0, 1, 20, NONE, NONE).alert();

        assertThat(alert.title()).startsWith("1 removal of vip");
        assertThat(alert.whatHappened())
                .startsWith("The audience has nobody in it now, while 1 person is in the cohort.");
    }

    @Test
    void saysThatTooFewWereAllowed() {
        Alert alert =
                new HeldAdvice("vip", "emea", false, false, 120, 0, 380, 500, 20, NONE, OptionalLong.of(100)).alert();

        assertThat(alert.whatHappened()).contains("100 removals were allowed, but 120 would go.");
    }

    @Test
    void speaksOfRetiringWhereThatIsMeant() {
        Alert alert = new HeldAdvice("vip", "emea", true, false, 120, 0, 0, 120, 20, NONE, NONE).alert();

        assertThat(alert.whatHappened()).startsWith("Retiring takes all 120 people out");
        assertThat(alert.steps())
                .containsExactly("If all of them are to go, type `retire vip --approve-removals 120`.");
    }

    @Test
    void claimsOfAPlanNothingThatWasNotDone() {
        Alert alert = new HeldAdvice("vip", "emea", false, true, 120, 0, 380, 500, 20, NONE, NONE).alert();

        assertThat(alert.whatHappened()).contains("would be held").doesNotContain("delivered");
    }

    @Test
    void tellsOfBothWhereBothAreHeld() {
        Alert alert =
                new HeldAdvice("vip", "emea", false, false, 120, 9, 380, 500, 20, OptionalLong.of(400), NONE).alert();

        assertThat(alert.title()).isEqualTo("120 removals and 9 adds of vip wait for your word");
        assertThat(alert.whatHappened()).contains("maxMembers (400)");
        assertThat(alert.steps()).hasSize(6);
    }

    @Test
    void tellsOfRejectedIdsLouderWherePeopleStay() {
        Alert quiet = new RejectedAdvice("vip", "emea", 1, 0, false).alert();
        Alert loud = new RejectedAdvice("vip", "emea", 3, 1, true).alert();

        assertThat(quiet.code()).isEqualTo("rejected-ids");
        assertThat(quiet.title()).isEqualTo("Braze rejects 1 id of vip");
        assertThat(loud.title()).isEqualTo("1 person who left is still in the cohort of vip");
        assertThat(loud.whatHappened()).contains("refused the removal", "the next run goes on");
        assertThat(loud.steps().get(0)).contains("Exclude these people in Braze");
        assertThat(quiet.steps()).anyMatch(step -> step.contains("view `rejected`"));
    }
}
