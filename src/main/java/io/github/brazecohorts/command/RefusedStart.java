// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import java.util.List;

/** Nothing was begun; the message tells a person why. The program ends with exit code 2. */
class RefusedStart extends Exception {
    private final transient List<String> problems;

    RefusedStart(String message) {
        this(message, List.of(message));
    }

    /** @param problems one by one what the message says together */
    RefusedStart(String message, List<String> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
