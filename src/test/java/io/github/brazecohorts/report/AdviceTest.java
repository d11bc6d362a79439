// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceTest {
    /** The codes of the contract. */
    private static final Set<String> CONTRACT = Set.of(
            "invalid-credentials",
            "wrong-instance",
            "partner-not-enabled",
            "unexpected-answer",
            "rejected-ids",
            "rate-limited",
            "braze-unavailable",
            "held",
            "source-failed",
            "state-failed",
            "overlap",
            "no-run",
            "recovered");

    private static final Pattern STOP = Pattern.compile("stop\\(\\$\\{exchange}, '([a-z]+)', '([a-z-]+)'\\)");

    private static final List<String> BOTH = List.of("lapsed", "vip");

    private final Advice advice = new Advice(
            "vip",
            BOTH,
            "emea",
            "US-03",
            "rest.iad-03.braze.com",
            "amperity",
            "Braze is busy (429)",
            12,
            34,
            true,
            false);

    static Stream<String> codesOfThePolicies() throws IOException {
        return policies(2).stream()
                .filter(code -> !Set.of("none", "resting", "claimed").contains(code));
    }

    /** Whose alerts say what became of the cohort; {@code stranded} has ways out instead. */
    static Stream<String> codesOfFailures() throws IOException {
        return codesOfThePolicies()
                .filter(code -> !Set.of(Advice.STRANDED, Advice.UNTRUSTED, Advice.KEYS_UNREADABLE, Advice.UNSETTLED)
                        .contains(code));
    }

    private static Set<String> policies(int group) throws IOException {
        Set<String> found = new TreeSet<>();
        Matcher stop = STOP.matcher(Files.readString(Path.of("routes/failures.camel.yaml")));
        while (stop.find()) {
            found.add(stop.group(group));
        }
        return found;
    }

    @Test
    void raisesFromThePoliciesOnlyCodesOfTheContract() throws IOException {
        assertThat(codesOfThePolicies())
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(code -> assertThat(advice.alert(code).code()).isIn(CONTRACT));
    }

    @Test
    void endsRunsFromThePoliciesOnlyInStatusesThatExist() throws IOException {
        assertThat(policies(1))
                .isNotEmpty()
                .allSatisfy(status -> assertThat(RunStatus.of(status)).isNotNull());
    }

    @ParameterizedTest
    @MethodSource("codesOfFailures")
    void hasATextOfItsOwnForEveryCode(String code) {
        Alert alert = advice.alert(code);

        assertThat(alert.code()).isEqualTo(code);
        assertThat(alert.concerns("vip")).isTrue();
        assertThat(alert.workspace()).isEqualTo("emea");
        assertThat(alert.title()).isNotEqualTo(advice.alert("no-such-code").title());
        assertThat(alert.title()).doesNotContain("\n").doesNotEndWith(".").hasSizeLessThan(100);
        assertThat(alert.whatHappened()).endsWith(".").contains("34 people are in the cohort of vip, 12 changes wait");
        assertThat(alert.steps()).isNotEmpty().allSatisfy(AdviceTest::assertIsSentence);
        assertThat(all(alert)).doesNotContain("null", "%", "..", " .", "  ");
    }

    private static void assertIsSentence(String step) {
        assertThat(step).matches("(?s)[A-Z].*\\.").doesNotContain("\n");
    }

    @Test
    void hasATextForACodeThatItDoesNotKnow() {
        assertThat(advice.alert("no-such-code").whatHappened()).contains("Braze is busy (429)");
        assertThat(advice.alert("no-such-code").steps()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid-credentials",
                "partner-not-enabled",
                "wrong-instance",
                "rate-limited",
                "braze-unavailable"
            })
    void isOneAlertForAllAudiencesWhereTheCauseIsTheWorkspaces(String code) {
        assertThat(advice.alert(code).audiences()).isEqualTo(BOTH);
        assertThat(advice.alert(code).audience()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unexpected-answer", "source-failed", "state-failed", "overlap", "no-run"})
    void isAnAlertOfItsOwnWhereTheCauseIsTheAudiences(String code) {
        assertThat(advice.alert(code).audiences()).isNull();
        assertThat(advice.alert(code).audience()).isEqualTo("vip");
    }

    @Test
    void namesTheInstanceAsTheSecondSuspectOfARefusedKey() {
        List<String> steps = advice.alert("invalid-credentials").steps();

        assertThat(steps.get(0)).contains("Data Import Key", "Partner Integrations > Technology Partners > amperity");
        assertThat(steps.get(1)).contains("braze.workspaces.emea.instance (now US-03)");
        assertThat(steps.get(2)).contains("BRAZE_WORKSPACES_EMEA_PARTNER_API_KEY", "US", "EU");
        assertThat(steps).last().asString().contains("sync vip");
    }

    @Test
    void callsTheSettingsOfTheDefaultWorkspaceByTheirShortNames() {
        Advice ofDefault = new Advice(
                "vip", BOTH, "default", "US-03", "rest.iad-03.braze.com", "amperity", "401", 12, 34, true, false);

        assertThat(ofDefault.alert("invalid-credentials").steps())
                .anyMatch(step -> step.contains(" BRAZE_DATA_IMPORT_KEY;"))
                .anyMatch(step -> step.contains(" BRAZE_PARTNER_API_KEY "))
                .anyMatch(step -> step.contains(" braze.instance "));
        assertThat(ofDefault.alert("partner-not-enabled").steps()).anyMatch(step -> step.contains(" braze.partner "));
    }

    @Test
    void claimsOfARefusedKeyOnlyWhatIsSure() {
        assertThat(advice.alert("invalid-credentials").whatHappened())
                .as("a key can be revoked in the middle of a run")
                .doesNotContain("first request")
                .contains("401");
        assertThat(advice.alert("partner-not-enabled").whatHappened()).doesNotContain("nothing was sent");
    }

    @Test
    void namesTheHostThatCannotBeFound() {
        assertThat(all(advice.alert("wrong-instance"))).contains("rest.iad-03.braze.com", "US-03");
    }

    @Test
    void saysThatNobodyWasAddedOrRemovedWhenTheSourceFails() {
        assertThat(advice.alert("source-failed").whatHappened()).contains("nobody was added or removed");
    }

    @Test
    void namesTheWaysOutWherePeopleWouldBeLeftBehind() {
        Alert alert = because("the old cohort still has members\nTo go on, put it back.\nTo begin anew, empty it.")
                .alert(Advice.STRANDED);

        assertThat(alert.code()).isEqualTo("source-failed");
        assertThat(alert.whatHappened()).isEqualTo("Nothing was sent, because the old cohort still has members.");
        assertThat(alert.steps())
                .containsExactly(
                        "To go on, put it back.",
                        "To begin anew, empty it.",
                        "You need not wait for the schedule: type `sync vip`.");
    }

    private static Advice because(String cause) {
        return new Advice("vip", BOTH, "emea", "US-03", "host", "amperity", cause, 12, 34, true, false);
    }

    private static String all(Alert alert) {
        return alert.title() + "\n" + alert.whatHappened() + "\n" + String.join("\n", alert.steps());
    }

    @Test
    void accusesNobodyOfAFaultOfOurOwn() {
        Alert alert = because("unexpected failure: NullPointerException").alert("unexpected-answer");

        assertThat(alert.code()).isEqualTo("unexpected-answer");
        assertThat(alert.title()).isEqualTo("A run of vip went wrong");
    }

    private static Alert stateFailed(boolean shared) {
        return new Advice("vip", BOTH, "emea", "US-03", "host", "amperity", "it is gone", 0, 34, false, shared)
                .alert("state-failed");
    }

    @Test
    void speaksOfAServerWhereAServerHasTheState() {
        assertThat(all(stateFailed(true)))
                .contains("PostgreSQL", "state.username", "state.jdbc-url", "state.schema")
                .doesNotContain("file", "Check the disk");
        assertThat(all(stateFailed(false))).contains("Check the disk").doesNotContain("PostgreSQL");
    }

    @Test
    void claimsNothingOfWhatWasNotCompared() {
        Alert alert = stateFailed(false);

        assertThat(alert.whatHappened())
                .contains("as after the last run 34 people are in the cohort of vip")
                .doesNotContain("changes wait");
    }
}
