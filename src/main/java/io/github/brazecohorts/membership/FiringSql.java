// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/** What is said of schedules, to both databases. {@code utc_now()} is the clock of the database. */
final class FiringSql {
    /**
     * One row for each audience, and its slot only moves on: so of all who claim a slot one gets a row back. A slot that lies
     * in the future was claimed by a clock that was wrong, and is not believed.
     */
    static final String CLAIM = """
            INSERT INTO firing (audience, slot, skipped) VALUES (?, make_timestamp(?), 0)
            ON CONFLICT (audience) DO UPDATE SET before = firing.slot, slot = excluded.slot
            WHERE firing.slot < excluded.slot
               OR firing.slot > excluded.slot AND firing.slot > utc_now() + INTERVAL '5 minutes'
            RETURNING epoch_us(before)""";

    static final String SKIP = "UPDATE firing SET skipped = skipped + 1 WHERE audience = ? RETURNING skipped";

    static final String BEGIN = "UPDATE firing SET skipped = 0 WHERE audience = ? AND skipped > 0";

    private FiringSql() {}
}
