// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeldAdviceTest {
    private static final OptionalLong NOBODY_SAID = OptionalLong.empty();
    private static final OptionalLong TEN_AT_MOST = OptionalLong.of(10);

    private static HeldAdvice removals(long people, OptionalLong approved) {
        return new HeldAdvice("vip", "emea", false, false, 0, 60, 0, people, 100, 20, OptionalLong.empty(), approved);
    }

    private static HeldAdvice additions(boolean planned) {
        return new HeldAdvice("vip", "emea", false, planned, 0, 0, 11, 11, 0, 20, TEN_AT_MOST, NOBODY_SAID);
    }

    private static HeldAdvice retirement(OptionalLong approved) {
        return new HeldAdvice("vip", "emea", true, false, 0, 60, 0, 0, 60, 20, OptionalLong.empty(), approved);
    }

    private static HeldAdvice both() {
        return new HeldAdvice("vip", "emea", false, false, 0, 60, 11, 51, 100, 20, TEN_AT_MOST, NOBODY_SAID);
    }

    private static HeldAdvice planned() {
        return new HeldAdvice("vip", "emea", false, true, 0, 60, 0, 40, 100, 20, OptionalLong.empty(), NOBODY_SAID);
    }

    static Stream<HeldAdvice> all() {
        return Stream.of(
                removals(40, NOBODY_SAID),
                removals(40, OptionalLong.of(59)),
                removals(0, NOBODY_SAID),
                additions(false),
                additions(true),
                retirement(NOBODY_SAID),
                retirement(OptionalLong.of(59)),
                both(),
                planned());
    }

    @ParameterizedTest
    @MethodSource("all")
    void speaksAPersonsWords(HeldAdvice advice) {
        Alert alert = advice.alert();

        Words.assertAreAPersons(alert);
        assertThat(alert.code()).isEqualTo("held");
        assertThat(alert.audience()).isEqualTo("vip");
        assertThat(alert.workspace()).isEqualTo("emea");
    }

    @Test
    void saysHowManyOfHowManyWouldGoAndWhatTheGuardAllows() {
        Alert alert = removals(40, NOBODY_SAID).alert();

        assertThat(alert.title()).isEqualTo("60 removals of vip wait for your word");
        assertThat(alert.whatHappened())
                .contains("60 of 100 people (60 %)", "maxRemovedPercent 20")
                .contains("these people stay in the cohort", "Nothing is forgotten");
    }

    @Test
    void namesTheCommandThatLetsThemGo() {
        assertThat(removals(40, NOBODY_SAID).alert().steps())
                .contains("If they did, type `sync vip --approve-removals 60`.");
    }

    @Test
    void saysThatAnAudienceIsEmpty() {
        assertThat(removals(0, NOBODY_SAID).alert().whatHappened())
                .startsWith("The audience has nobody in it now, while 100 people are in the cohort.");
    }

    @Test
    void saysThatFewerWereAllowed() {
        assertThat(removals(40, OptionalLong.of(59)).alert().whatHappened())
                .contains("59 removals were allowed, but 60 would go.");
    }

    @Test
    void saysNothingOfAnApprovalWhereThereWasNone() {
        assertThat(removals(40, NOBODY_SAID).alert().whatHappened()).doesNotContain("were allowed");
    }

    @Test
    void saysWhichNumberHoldsTheAdds() {
        Alert alert = additions(false).alert();

        assertThat(alert.title()).isEqualTo("11 adds of vip wait for your word");
        assertThat(alert.whatHappened()).contains("11 more people", "maxMembers (10)", "nobody is added");
        assertThat(alert.steps()).anyMatch(step -> step.contains("raise maxMembers of vip"));
    }

    @Test
    void tellsBothGuardsInOneAlert() {
        Alert alert = both().alert();

        assertThat(alert.title()).isEqualTo("60 removals and 11 adds of vip wait for your word");
        assertThat(alert.whatHappened()).contains("maxRemovedPercent 20", "maxMembers (10)");
        assertThat(alert.steps())
                .anyMatch(step -> step.contains("--approve-removals 60"))
                .anyMatch(step -> step.contains("maxMembers"));
    }

    @Test
    void claimsOfAPlanOnlyWhatWouldBe() {
        assertThat(planned().alert().whatHappened())
                .contains("All removals would be held")
                .doesNotContain("delivered");
        assertThat(additions(true).alert().whatHappened())
                .contains("All adds would be held")
                .doesNotContain("delivered");
    }

    @Test
    void claimsNoDeliveryOfWhatIsMissing() {
        HeldAdvice unfinished =
                new HeldAdvice("vip", "emea", false, false, 3, 60, 11, 51, 100, 20, TEN_AT_MOST, NOBODY_SAID);

        assertThat(additions(false).alert().whatHappened()).contains("everything else is delivered");
        assertThat(both().alert().whatHappened()).as("nothing else is left").doesNotContain("delivered");
        assertThat(unfinished.alert().whatHappened()).doesNotContain("delivered");
        Words.assertAreAPersons(unfinished.alert());
    }

    @Test
    void namesTheCommandThatRetires() {
        Alert alert = retirement(NOBODY_SAID).alert();

        assertThat(alert.whatHappened()).startsWith("Retiring takes all 60 people out of the cohort");
        assertThat(alert.steps()).containsExactly("If all of them are to go, type `retire vip --approve-removals 60`.");
    }
}
