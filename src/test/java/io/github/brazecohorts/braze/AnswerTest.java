// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.brazecohorts.braze.BrazeException.Busy;
import io.github.brazecohorts.braze.BrazeException.KeyRefused;
import io.github.brazecohorts.braze.BrazeException.LongWait;
import io.github.brazecohorts.braze.BrazeException.PartnerNotEnabled;
import io.github.brazecohorts.braze.BrazeException.Rejected;
import io.github.brazecohorts.braze.BrazeException.Unavailable;
import io.github.brazecohorts.braze.BrazeException.Unexpected;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String SUCCESS = "{\"message\":\"success\"}";

    /** By hand from the contract, "When Braze says no": every status stands in exactly one line. */
    @ParameterizedTest
    @CsvSource(textBlock = """
        100, 199, Unexpected, false
        200, 299, accepted, false
        300, 399, Unexpected, false
        400, 400, Rejected, true
        401, 401, KeyRefused, true
        402, 407, Unexpected, true
        408, 408, Unavailable, false
        409, 412, Unexpected, true
        413, 413, Rejected, true
        414, 422, Unexpected, true
        423, 423, Busy, true
        424, 424, Unexpected, true
        425, 425, Unavailable, false
        426, 428, Unexpected, true
        429, 429, Busy, true
        430, 499, Unexpected, true
        500, 599, Unavailable, false
        """)
    void givesEveryStatusItsOneMeaning(int from, int to, String meaning, boolean surelyNotApplied) {
        for (int status = from; status <= to; status++) {
            BrazeException no = check(status, SUCCESS, Map.of());
            if (meaning.equals("accepted")) {
                assertThat(no).as("status %d", status).isNull();
            } else {
                assertThat(no.getClass().getSimpleName())
                        .as("status %d", status)
                        .isEqualTo(meaning);
                assertThat(no.status()).isEqualTo(status);
                assertThat(no.surelyNotApplied()).as("status %d", status).isEqualTo(surelyNotApplied);
                assertThat(no).hasMessageContaining("(" + status + ")");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \r\n",
                "{}",
                "{\"message\":\"success\"}",
                "{\"message\":\"queued\"}",
                " {\"message\":\"success\"}\n",
                "{\"message\":\"success\",\"errors\":[]}",
                "{\"message\":\"success\",\"errors\":null}",
                "{\"message\":\"success\",\"errors\":\"\"}",
                "{\"message\":\"success\",\"errors\":{}}"
            })
    void acceptsAnEmptyBodyOrAnObjectWithoutErrors(String body) {
        for (int status : new int[] {200, 201, 202, 204}) {
            assertThatCode(accepting(status, body)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Sign in to the hotel's network</body></html>",
                "success",
                "\"success\"",
                "[]",
                "[{\"message\":\"success\"}]",
                "1",
                "null",
                "true",
                "{\"message\":\"succ",
                "{\"message\":\"success\"} <html>",
                "{\"message\":\"success\"}{\"errors\":[\"x\"]}"
            })
    void acceptsNothingThatAnotherServerMayHaveSaid(String body) {
        Unexpected no = (Unexpected) check(200, body, Map.of());

        assertThat(no).hasMessageContaining("not a JSON object, so something else answered");
        assertThat(no.surelyNotApplied()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"success\",\"errors\":[\"user-4711 is unknown\"]}",
                "{\"message\":\"success\",\"errors\":[null]}",
                "{\"errors\":\"user-4711\"}",
                "{\"errors\":{\"user-4711\":\"unknown\"}}"
            })
    void doesNotCountASuccessWithErrorsAsClean(String body) {
        assertThat(check(201, body, Map.of()))
                .isInstanceOf(Unexpected.class)
                .hasMessage("unexpected answer (201): accepted with errors");
    }

    @Test
    void tellsAPartnerThatIsNotEnabledFromAKeyThatIsRefused() {
        String text = "{\"message\":\"Partner not enabled for client with client secret: hunter2\"}";

        assertThat(check(401, text, Map.of())).isInstanceOf(PartnerNotEnabled.class);
        assertThat(check(401, "{\"message\":\"Invalid client secret\"}", Map.of()))
                .isInstanceOf(KeyRefused.class);
        assertThat(check(401, "{\"message\":\"Invalid Partner API key\"}", Map.of()))
                .isInstanceOf(KeyRefused.class);
        assertThat(check(401, "", Map.of())).isInstanceOf(KeyRefused.class);
        assertThat(check(403, text, Map.of())).isInstanceOf(Unexpected.class);
    }

    @Test
    void neverRepeatsWhatBrazeSaid() {
        for (int status = 100; status <= 599; status++) {
            for (String body : new String[] {"hunter2", "{\"errors\":[\"hunter2\"]}", "Partner not enabled: hunter2"}) {
                assertThat(check(status, body, Map.of()))
                        .as("status %d", status)
                        .isNotNull()
                        .hasNoCause()
                        .hasMessageNotContaining("hunter2");
            }
        }
    }

    @Test
    void handsOnTheWaitThatIsNamed() {
        assertThat(check(429, "", Map.of("Retry-After", "30")).namedWait()).contains(Duration.ofSeconds(30));
        assertThat(check(503, "", Map.of("Retry-After", "30")).namedWait()).contains(Duration.ofSeconds(30));
        assertThat(check(429, "", Map.of()).namedWait()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"423, true", "429, true", "408, false", "425, false", "500, false", "503, false"})
    void endsTheRunOnlyWhenTheWaitIsLongerThanFifteenMinutes(int status, boolean surelyNotApplied) {
        assertThat(check(status, "", Map.of("Retry-After", "900"))).isInstanceOfAny(Busy.class, Unavailable.class);

        BrazeException tooLong = check(status, "", Map.of("Retry-After", "901"));
        assertThat(tooLong).isInstanceOf(LongWait.class);
        assertThat(tooLong.namedWait()).contains(Duration.ofSeconds(901));
        assertThat(tooLong.surelyNotApplied()).isEqualTo(surelyNotApplied);
        assertThat(tooLong).hasMessage("Braze asked to wait 15 minutes (" + status + ")");
    }

    @Test
    void readsAHeaderOnlyWhereTimeHeals() {
        Map<String, String> hour = Map.of("Retry-After", "3600");

        assertThat(check(400, "", hour)).isInstanceOf(Rejected.class);
        assertThat(check(401, "", hour)).isInstanceOf(KeyRefused.class);
        assertThat(check(404, "", hour)).isInstanceOf(Unexpected.class);
        assertThat(check(200, "", hour)).isNull();
    }

    private static ThrowingCallable accepting(int status, String body) {
        return () -> Answer.check(status, name -> null, body, NOW);
    }

    private static BrazeException check(int status, String body, Map<String, String> headers) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        try {
            Answer.check(status, anyCase::get, body, NOW);
            return null;
        } catch (BrazeException no) {
            return no;
        }
    }
}
