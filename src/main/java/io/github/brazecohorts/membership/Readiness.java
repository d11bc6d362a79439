// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/** How far a state database is from being used by a run. */
public enum Readiness {
    /** It is not there yet: the first run makes it. */
    ABSENT,
    /** It was written by an earlier program: the next run brings it up to date. */
    OUTDATED,
    /** It can be used as it is. */
    READY
}
