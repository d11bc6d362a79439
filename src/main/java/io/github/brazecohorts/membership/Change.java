// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/**
 * One member to add or remove. An id is in one change of a run at most.
 *
 * @param seq its number in the run, from 1 without gaps
 * @param id the identifier; never printed
 * @param operation add or remove
 * @param accepted whether Braze once accepted this id in the cohort, and not its removal since
 * @param again whether it changes nothing as far as is known, and is only said once more
 * @param apart whether Braze refused this id before: it travels alone
 */
public record Change(long seq, String id, Operation operation, boolean accepted, boolean again, boolean apart) {
    @Override
    public String toString() {
        return operation + (again ? " again" : "") + " #" + seq;
    }
}
