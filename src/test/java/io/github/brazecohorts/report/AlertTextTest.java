// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTextTest {
    private static final Alert HELD = new Alert(
            "held",
            "listeners",
            "default",
            "111 removals wait",
            "All are held.",
            List.of("Find out.", "Type `sync listeners`."));

    @Test
    void tellsWhatItIsAboutWhatHappenedAndTheStepsInTheirOrder() {
        assertThat(AlertText.of(HELD).text()).isEqualTo("""
                        111 removals wait (held, audience listeners, workspace default)
                          All are held.
                          1. Find out.
                          2. Type `sync listeners`.""");
    }

    @Test
    void tellsEveryAudienceOfACauseThatIsTheWorkspaces() {
        Map<String, Object> alert = Map.of(
                "code", "invalid-credentials",
                "audiences", List.of("buyers", "sleepers"),
                "workspace", "eu",
                "title", "Braze refuses the keys",
                "since", "2026-11-24T12:00:00Z");
        assertThat(AlertText.of(alert).text())
                .isEqualTo(
                        "Braze refuses the keys (invalid-credentials, audiences buyers, sleepers, workspace eu, since"
                                + " 2026-11-24T12:00:00Z)");
    }

    @Test
    void leavesOutWhatIsMissing() {
        assertThat(AlertText.of(Map.of()).text()).isEqualTo("Alert");
        assertThat(AlertText.of(Map.of("title", " ", "code", "held")).text()).isEqualTo("Alert (held)");
        assertThat(AlertText.of(Map.of("steps", "Only one.")).text()).isEqualTo("Alert\n  1. Only one.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\r\n", "\n", "\r", "\t", "\0", "\u001B[2J", "\u0085", "\u2028", "\u2029", "\uD800", "\u202E"})
    void nothingThatWasTypedBreaksALineMovesACursorOrTurnsTheReadingDirection(String typed) {
        String title = AlertText.of(Map.of("title", "Cohort A" + typed + "B")).title();
        assertThat(title).matches("Cohort A ?(\\[2J)?B");
        assertThat(title.codePoints()).noneMatch(Character::isISOControl);
    }

    @Test
    void keepsWhatIsWrittenFromRightToLeftAndPairsOfSurrogates() {
        assertThat(AlertText.of(Map.of("title", "\u05e9\u05dc\u05d5\u05dd \uD83D\uDE80"))
                        .title())
                .isEqualTo("\u05e9\u05dc\u05d5\u05dd \uD83D\uDE80");
    }

    @Test
    void nothingInSlackIsALinkOrAMention() {
        Map<String, Object> alert = Map.of("title", "<!channel> & <https://shop.example|here>", "code", "&amp;");
        assertThat(AlertText.of(alert).forSlack())
                .isEqualTo("&lt;!channel&gt; &amp; &lt;https://shop.example|here&gt; (&amp;amp;)");
    }
}
