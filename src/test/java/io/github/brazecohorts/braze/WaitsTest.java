// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final long EPOCH = NOW.getEpochSecond();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Retry-After             | 120                           | 120
        Retry-After             | ' 7 '                         | 7
        Retry-After             | Tue, 24 Nov 2026 12:02:00 GMT | 120
        X-RateLimit-Retry-After | 45                            | 45
        X-RateLimit-Reset       | 1795521660                    | 60
        """)
    void readsEachHeaderInItsOwnWay(String header, String value, long seconds) {
        assertThat(named(Map.of(header, value))).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void countsTheLongest() {
        assertThat(named(Map.of(
                        "Retry-After", "10",
                        "X-RateLimit-Retry-After", "20",
                        "X-RateLimit-Reset", "" + (EPOCH + 30))))
                .contains(Duration.ofSeconds(30));
        assertThat(named(Map.of("Retry-After", "50", "X-RateLimit-Reset", "" + (EPOCH + 30))))
                .contains(Duration.ofSeconds(50));
    }

    @Test
    void namesNoWaitWhereNothingIsSaid() {
        assertThat(named(Map.of())).isEmpty();
    }

    @Test
    void namesNoWaitThatIsOver() {
        assertThat(named(Map.of("Retry-After", "0"))).isEmpty();
        assertThat(named(Map.of("Retry-After", "Tue, 24 Nov 2026 11:59:59 GMT")))
                .isEmpty();
        assertThat(named(Map.of("X-RateLimit-Reset", "" + EPOCH))).isEmpty();
        assertThat(named(Map.of("X-RateLimit-Reset", "0"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "soon", "-5", "1.5", "2026-11-24T12:02:00Z", "99999999999999999999", "1e3"})
    void takesNothingFromWhatItCannotRead(String value) {
        assertThat(named(Map.of(
                        "Retry-After", value,
                        "X-RateLimit-Retry-After", value,
                        "X-RateLimit-Reset", value)))
                .isEmpty();
    }

    @Test
    void readsADateOnlyWhereTheStandardAllowsOne() {
        assertThat(named(Map.of("X-RateLimit-Reset", "Tue, 24 Nov 2026 12:02:00 GMT")))
                .isEmpty();
    }

    @Test
    void theEndOfAWindowIsAWaitOnlyWhereTheWindowIsUsedUp() {
        Map<String, String> headers = Map.of("X-RateLimit-Reset", "" + (EPOCH + 30), "X-RateLimit-Remaining", "249000");
        assertThat(Waits.named(503, headers::get, NOW)).isEmpty();
        assertThat(Waits.named(429, headers::get, NOW)).contains(Duration.ofSeconds(30));
        Map<String, String> usedUp = Map.of("X-RateLimit-Reset", "" + (EPOCH + 30), "X-RateLimit-Remaining", "0");
        assertThat(Waits.named(503, usedUp::get, NOW)).contains(Duration.ofSeconds(30));
    }

    private static Optional<Duration> named(Map<String, String> headers) {
        return Waits.named(429, headers::get, NOW);
    }
}
