// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.util.Locale;

/** What a client must not do, although Braze would not say so, or nothing is known of what it would say. */
enum Violation {
    /**
     * One request adds and removes the same member. The sandbox answers 400 in its own words: Braze's answer is not
     * known, what becomes of the member there is a race.
     */
    OPPOSITES_IN_REQUEST,
    /**
     * Two requests, of which neither had its answer yet, add and remove the same member of a cohort. Both are
     * accepted. Seen within one sandbox only, not between two that share a journal. A change applied late, after its
     * connection was closed, is not in flight: no client can know of it.
     */
    OPPOSITES_IN_FLIGHT,
    /** Members were sent for a cohort that was never named; accepted, as nothing is known of Braze's answer. */
    UNNAMED_COHORT,
    /** A field that the contract does not know, most often a misspelt one; accepted and ignored. */
    UNKNOWN_FIELD;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
