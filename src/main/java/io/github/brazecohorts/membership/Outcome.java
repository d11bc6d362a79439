// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/** What is known of a range of changes that was sent. An attempt without an outcome may have been applied. */
public enum Outcome {
    /** Braze accepted an attempt. */
    ACCEPTED(1),
    /** An attempt was refused: surely not applied. */
    REFUSED(2),
    /** Braze refuses this id also alone; to be noted behind the refusal of the attempt. */
    REJECTED(3);

    private final int code;

    Outcome(int code) {
        this.code = code;
    }

    /** As it is written down. */
    int code() {
        return code;
    }
}
