// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which of its times a firing of a schedule means. */
class ScheduleTest {
    private static final String QUARTERLY = "0 0/15 * * * ?";

    private static Instant slot(String cron, String zone, String firedAt) {
        return new Schedule(cron, ZoneId.of(zone)).slot(Instant.parse(firedAt)).orElseThrow();
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    @Test
    void aFiringInTimeMeansItsOwnTime() {
        assertThat(slot(QUARTERLY, "UTC", "2026-11-24T10:15:00Z")).isEqualTo(at("2026-11-24T10:15:00Z"));
    }

    @Test
    void aFiringThatIsAMomentEarlyMeansTheTimeThatComes() {
        assertThat(slot(QUARTERLY, "UTC", "2026-11-24T10:14:59.998Z")).isEqualTo(at("2026-11-24T10:15:00Z"));
        assertThat(slot(QUARTERLY, "UTC", "2026-11-24T10:14:59.8Z")).isEqualTo(at("2026-11-24T10:00:00Z"));
    }

    @Test
    void aLateFiringMeansTheLatestTimeThatHasCome() {
        assertThat(slot(QUARTERLY, "UTC", "2026-11-24T10:29:59Z")).isEqualTo(at("2026-11-24T10:15:00Z"));
        assertThat(slot(QUARTERLY, "UTC", "2026-11-24T10:31:07.5Z")).isEqualTo(at("2026-11-24T10:30:00Z"));
    }

    @Test
    void nodesWhoseClocksDifferMeanTheSameTime() {
        assertThat(slot(QUARTERLY, "UTC", "2026-11-24T10:15:04Z"))
                .isEqualTo(slot(QUARTERLY, "UTC", "2026-11-24T10:19:59Z"));
    }

    @Test
    void ofManyTimesThatWereMissedItMeansTheLast() {
        assertThat(slot("* * 3 * * ?", "UTC", "2026-11-24T09:00:00Z")).isEqualTo(at("2026-11-24T03:59:59Z"));
        assertThat(slot("0 0 6 ? * MON", "UTC", "2026-11-29T23:00:00Z")).isEqualTo(at("2026-11-23T06:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-07-01T03:00:00Z",
        "Europe/Berlin, 2026-07-01T01:00:00Z",
        "Asia/Kolkata, 2026-06-30T21:30:00Z",
        "America/New_York, 2026-06-30T07:00:00Z"
    })
    void theScheduleIsMeantInItsTimeZone(String zone, String slot) {
        assertThat(slot("0 0 3 * * ?", zone, "2026-07-01T04:00:00Z")).isEqualTo(at(slot));
    }

    @Test
    void aDayThatComesEveryEightYearsIsFound() {
        assertThat(slot("0 0 0 29 2 ?", "UTC", "2104-02-28T12:00:00Z")).isEqualTo(at("2096-02-29T00:00:00Z"));
    }

    @Test
    void beforeItsFirstTimeThereIsNone() {
        assertThat(new Schedule("0 0 0 1 1 ? 2099", ZoneOffset.UTC).slot(at("2026-11-24T10:00:00Z")))
                .isEmpty();
    }

    @Test
    void behindItsLastTimeThereIsNoNext() {
        Schedule over = new Schedule("0 0 0 1 1 ? 2025", ZoneOffset.UTC);
        assertThat(over.next(at("2026-11-24T10:00:00Z"))).isEmpty();
        assertThat(over.slot(at("2026-11-24T10:00:00Z"))).hasValue(at("2025-01-01T00:00:00Z"));
    }

    static Stream<Arguments> changesOfSummerTime() {
        List<String> crons = List.of(QUARTERLY, "0 30 2 * * ?", "0 10 1,2,3 * * ?", "0 0/7 0-4 * * ?", "0 0 0 * * ?");
        return Stream.of(
                        "Europe/Berlin 2026-03-29",
                        "Europe/Berlin 2026-10-25",
                        "America/New_York 2026-03-08",
                        "America/New_York 2026-11-01",
                        "Australia/Lord_Howe 2026-04-05",
                        "Australia/Lord_Howe 2026-10-04")
                .flatMap(change -> crons.stream().map(cron -> Arguments.of(change, cron)));
    }

    /** Quartz goes from one time to the next; whatever it makes of an hour that is missing or there twice, so do we. */
    @ParameterizedTest
    @MethodSource("changesOfSummerTime")
    void aChangeOfSummerTimeLosesAndDoublesNoFiring(String change, String cron) {
        Schedule schedule = new Schedule(cron, ZoneId.of(change.split(" ")[0]));
        Instant day = at(change.split(" ")[1] + "T00:00:00Z");
        Instant fired = schedule.next(day.minus(Duration.ofDays(1))).orElseThrow();
        while (fired.isBefore(day.plus(Duration.ofDays(1)))) {
            Instant next = schedule.next(fired).orElseThrow();
            assertThat(next).isAfter(fired);
            for (Instant late : List.of(fired, fired.plusSeconds(1), next.minusSeconds(1))) {
                assertThat(schedule.slot(late)).as("fired at " + late).hasValue(fired);
            }
            fired = next;
        }
    }
}
