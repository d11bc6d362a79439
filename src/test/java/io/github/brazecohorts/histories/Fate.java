// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

/** What becomes of a request that Braze does not reject. */
enum Fate {
    /** Applied, and answered so. */
    ACCEPTED,
    /** Not applied, and answered so: Braze is busy. */
    REFUSED,
    /** Applied, but the answer is lost. */
    ANSWER_LOST,
    /** Lost on the way. */
    REQUEST_LOST,
    /** Applied some minutes later, when nobody waits for an answer any more. */
    APPLIED_LATE
}
