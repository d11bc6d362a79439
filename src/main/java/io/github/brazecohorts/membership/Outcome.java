// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/** What is known of a range of changes that was sent. A range without an outcome got no answer: it may have been applied. */
public enum Outcome {
    /** Braze accepted it. */
    ACCEPTED,
    /** Every attempt was refused: surely not applied. */
    REFUSED
}
