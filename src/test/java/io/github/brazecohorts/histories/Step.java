// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import java.util.Set;

/** One thing that happens in a history. */
sealed interface Step {
    record Enter(String id) implements Step {}

    record Leave(String id) implements Step {}

    /** Sixty people at once. */
    record CrowdEnters() implements Step {}

    record CrowdLeaves() implements Step {}

    record EverybodyLeaves() implements Step {}

    record Rename(String name) implements Step {}

    record Mode(boolean mirror) implements Step {}

    record Pass(int minutes) implements Step {}

    record Reject(String id, boolean rejected) implements Step {}

    record Resync() implements Step {}

    /**
     * A run.
     *
     * @param trouble of 100 requests so many meet trouble
     * @param cutAt the moment at which it is killed
     * @param allowed how many removals a person allows; -1 = nobody says anything
     */
    record Run(long seed, int trouble, int cutAt, boolean readFails, int allowed) implements Step {}

    /** Ids that are easily taken for one another. */
    Set<String> IDS = Set.of(
            "ada", "Ada", "ada ", " ada", "caf\u00E9", "cafe\u0301", "\uD83D\uDE00", "\"quoted\"", "it's", "7", "007");
}
