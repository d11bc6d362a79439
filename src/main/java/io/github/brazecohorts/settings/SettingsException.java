// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.settings;

import java.util.List;

/** Nothing can be begun with these settings. Tells all that is wrong, each as a line that says what to do. */
public class SettingsException extends RuntimeException {
    private final transient List<String> problems;

    public SettingsException(List<String> problems) {
        super(
                problems.size() == 1
                        ? problems.get(0)
                        : problems.size() + " mistakes in the settings:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each problem: name, rule, value seen (never a secret), what to do. */
    public List<String> problems() {
        return problems;
    }
}
