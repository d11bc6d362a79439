// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.util.Optional;
import java.util.Set;

/**
 * What is thought of a request.
 *
 * @param answer what is said to the client
 * @param entry what is to be applied; empty where the request is refused
 * @param violations what is wrong with it beyond, or instead of, the answer
 */
record Verdict(Answer answer, Optional<CohortEntry> entry, Set<Violation> violations) {
    static Verdict refused(int status, String message) {
        return new Verdict(Answer.message(status, message), Optional.empty(), Set.of());
    }

    static Verdict accepted(CohortEntry entry, Set<Violation> violations) {
        return new Verdict(Answer.SUCCESS, Optional.of(entry), violations);
    }
}
