// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/**
 * One member to add or remove. An id is in one change of a run at most.
 *
 * @param seq its number in the run, from 1 without gaps: adds first, then removals
 * @param id the identifier; never printed
 * @param operation add or remove
 */
public record Change(long seq, String id, Operation operation) {
    @Override
    public String toString() {
        return operation + " #" + seq;
    }
}
