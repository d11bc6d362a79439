// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import java.util.Locale;

/** How a run ended. */
public enum RunStatus {
    /** The cohort equals the audience. */
    COMPLETED,
    /** Something was not delivered; the next run repairs it. */
    INCOMPLETE,
    /** A guard holds some changes; the others were delivered. */
    HELD,
    /** Braze refused the keys or the instance. */
    REFUSED,
    /** Settings, source or state failed; nothing was sent. */
    FAILED,
    /** The audience was being run elsewhere. */
    SKIPPED,
    /** The run was killed; written by the next one. */
    INTERRUPTED,
    /** Nothing was to be sent: the counts say what would be. */
    PLANNED;

    /** Whether a schedule has brought what it should: at most a guard waits for a person's word. */
    public boolean isGood() {
        return this == COMPLETED || this == HELD;
    }

    /** As it stands in reports. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status that is written so, in any case. */
    public static RunStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
