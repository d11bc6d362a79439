// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import static org.assertj.core.api.Assertions.assertThat;

/** How an alert must be written, whatever it tells: a marketing-operations person reads it. */
final class Words {
    /** What only a programmer says. */
    private static final String[] JARGON = {
        "null",
        "exception",
        "Optional",
        "batch",
        "diff",
        "SQL",
        "HTTP",
        "JSON",
        "4xx",
        "payload",
        "delta",
        "threshold",
        "idempotent",
        "fold",
        "seal",
        "tally",
        "comparison",
        "release"
    };

    private Words() {}

    static void assertAreAPersons(Alert alert) {
        assertThat(alert.title()).doesNotContain("\n").doesNotEndWith(".").hasSizeLessThan(100);
        assertThat(alert.whatHappened()).matches("[A-Z0-9].*\\.");
        assertThat(alert.steps())
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step).matches("[A-Z].*\\."));
        assertThat(all(alert)).doesNotContainIgnoringCase(JARGON).doesNotContain("..", " .", "  ", "%d", "%s");
    }

    private static String all(Alert alert) {
        return alert.title() + "\n" + alert.whatHappened() + "\n" + String.join("\n", alert.steps());
    }
}
