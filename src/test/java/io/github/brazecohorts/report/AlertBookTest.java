// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertBookTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Alert HELD = alert("held", "vip");

    private AlertBook book = new AlertBook(List.of());

    @Test
    void tellsANewAlertOnce() {
        assertThat(codes(raise(NOON, HELD).told())).containsExactly("held");
        assertThat(raise(NOON.plusSeconds(60), HELD).told()).isEmpty();
    }

    @Test
    void givesEveryRunTheAlertsThatApplyToIt() {
        raise(NOON, HELD);

        AlertBook.Page later = raise(NOON.plusSeconds(60), HELD);

        assertThat(codes(later.applying())).containsExactly("held");
        assertThat(later.applying().get(0).since()).isEqualTo("2026-11-24T12:00:00Z");
    }

    @Test
    void repeatsItAfterFourHoursAndNotBefore() {
        raise(NOON, HELD);

        assertThat(raise(NOON.plus(Duration.ofHours(4)).minusMillis(1), HELD).told())
                .isEmpty();
        AlertBook.Page again = raise(NOON.plus(Duration.ofHours(4)), HELD);
        assertThat(again.told()).hasSize(1);
        assertThat(again.told().get(0).whatHappened())
                .isEqualTo("Still so, since 24 November 2026 12:00 UTC. What happened.");
        assertThat(raise(NOON.plus(Duration.ofHours(7)), HELD).told())
                .as("counted from the last time it was told")
                .isEmpty();
        assertThat(raise(NOON.plus(Duration.ofHours(8)), HELD).told()).hasSize(1);
    }

    @Test
    void tellsThatItIsOver() {
        raise(NOON, HELD);

        AlertBook.Page over = end(NOON.plus(Duration.ofMinutes(90)));

        assertThat(codes(over.told())).containsExactly("recovered");
        Alert recovered = over.told().get(0);
        assertThat(recovered.audience()).isEqualTo("vip");
        assertThat(recovered.title()).isEqualTo("Over: Title");
        assertThat(recovered.whatHappened()).isEqualTo("The cause of the alert held is gone, after 1 hour.");
        assertThat(over.applying()).isEmpty();
        assertThat(end(NOON.plus(Duration.ofHours(9))).told()).isEmpty();
    }

    @Test
    void tellsAnewWhatComesBack() {
        raise(NOON, HELD);
        end(NOON.plusSeconds(1));

        AlertBook.Page back = raise(NOON.plusSeconds(2), HELD);

        assertThat(codes(back.told())).containsExactly("held");
        assertThat(back.applying().get(0).since()).isEqualTo("2026-11-24T12:00:02Z");
    }

    @Test
    void keepsWhatIsNeitherRaisedNorOver() {
        raise(NOON, HELD, alert("held", "lapsed"));

        raise(NOON.plusSeconds(1), HELD);

        assertThat(codes(book.of("lapsed"))).containsExactly("held");
    }

    @Test
    void opensOneForEachAudience() {
        raise(NOON, HELD);

        assertThat(raise(NOON, alert("held", "lapsed")).told()).hasSize(1);
    }

    @Test
    void opensOneForAWorkspaceWhateverTheAudience() {
        Alert refused = alert("invalid-credentials", "vip").of(List.of("lapsed", "vip"));
        assertThat(raise(NOON, refused).told()).hasSize(1);

        AlertBook.Page other =
                raise(NOON, alert("invalid-credentials", "lapsed").of(List.of("lapsed", "vip")));

        assertThat(other.told()).isEmpty();
        assertThat(other.applying()).hasSize(1);
        assertThat(codes(book.of("vip"))).containsExactly("invalid-credentials");
        assertThat(codes(book.of("lapsed"))).containsExactly("invalid-credentials");
        assertThat(book.of("another")).isEmpty();
        assertThat(book.isRefused("default")).isTrue();
        assertThat(book.isRefused("emea")).isFalse();
        assertThat(book.refusals()).extracting(Alert::code).containsExactly("invalid-credentials");
    }

    @Test
    void tellsTheLatestWords() {
        raise(NOON, HELD);
        Alert more = new Alert("held", "vip", "default", "Title", "More wait.", List.of("Do this."));

        AlertBook.Page again = raise(NOON.plus(Duration.ofHours(5)), more);

        assertThat(again.told().get(0).whatHappened()).endsWith("More wait.");
        assertThat(book.of("vip").get(0).whatHappened()).isEqualTo("More wait.");
    }

    @Test
    void ofTwoBooksTheLaterWordCounts() {
        AlertBook early = raise(NOON, HELD).book();
        AlertBook late = raise(NOON.plus(Duration.ofHours(4)), HELD).book();

        assertThat(early.and(late)).isEqualTo(late);
        assertThat(late.and(early)).isEqualTo(late);
    }

    @Test
    void survivesBeingWrittenDown() {
        raise(NOON, HELD, alert("rate-limited", "vip").of(List.of("vip")));

        assertThat(book.open().stream()
                        .map(OpenAlert::json)
                        .map(OpenAlert::parse)
                        .toList())
                .isEqualTo(book.open());
    }

    private AlertBook.Page raise(Instant now, Alert... raised) {
        return turn(book.turn(List.of(raised), "vip", open -> false, now));
    }

    private AlertBook.Page end(Instant now) {
        return turn(book.turn(List.of(), "vip", open -> true, now));
    }

    private AlertBook.Page turn(AlertBook.Page page) {
        book = page.book();
        return page;
    }

    private static Alert alert(String code, String audience) {
        return new Alert(code, audience, "default", "Title", "What happened.", List.of("Do this."));
    }

    private static List<String> codes(List<Alert> alerts) {
        return alerts.stream().map(Alert::code).toList();
    }
}
