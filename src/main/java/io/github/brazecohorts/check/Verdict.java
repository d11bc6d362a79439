// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import com.fasterxml.jackson.annotation.JsonValue;

/** How bad a finding is. */
public enum Verdict {
    OK("ok"),
    /** Runs go on, but a person should look at it. */
    WARNING("warning"),
    /** No run can come to its end with it. */
    PROBLEM("problem"),
    /** A problem of one kind: Braze refuses the keys, or the instance is not where it should be. */
    REFUSED("problem");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** As people and machines read it. */
    @JsonValue
    public String text() {
        return text;
    }

    public boolean isProblem() {
        return this == PROBLEM || this == REFUSED;
    }
}
