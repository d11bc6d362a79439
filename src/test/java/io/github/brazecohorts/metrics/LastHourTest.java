// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LastHourTest {
    private Instant now = Instant.parse("2026-11-24T10:00:30Z");
    private final LastHour hour = new LastHour(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    });

    @Test
    void countsWhatHappenedInTheLastSixtyMinutes() {
        hour.count();
        later(Duration.ofMinutes(20));
        hour.count();
        hour.count();
        later(Duration.ofMinutes(40));

        assertThat(hour.sum()).isEqualTo(3);
    }

    @Test
    void forgetsWhatIsOlder() {
        hour.count();
        later(Duration.ofMinutes(30));
        hour.count();
        later(Duration.ofMinutes(31));

        assertThat(hour.sum()).isEqualTo(1);
    }

    @Test
    void aMinuteOfALaterHourCountsAnew() {
        hour.count();
        later(Duration.ofMinutes(61));
        hour.count();

        assertThat(hour.sum()).isEqualTo(1);
    }

    private void later(Duration passed) {
        now = now.plus(passed);
    }
}
