// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import java.util.Locale;

/** What becomes of members who are no longer in the audience. */
public enum Mode {
    /** They are removed: the cohort equals the audience. */
    MIRROR,
    /** They stay, and stay known: the cohort holds at least the audience. */
    ADD;

    /** As it stands in parameters and reports. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
