// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Braze asked for a long wait that is not over: the schedule sends nothing before. */
public class PausedException extends Exception {
    PausedException(Instant end) {
        super("Braze asked to send nothing before " + end.truncatedTo(ChronoUnit.SECONDS));
    }
}
