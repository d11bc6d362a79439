// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Judges a request and does what it asks for, and counts what is wrong with it. */
final class Acceptance {
    private final RequestCheck check;
    private final Workspace workspace;
    private final Profiles profiles;
    private final RequestLedger ledger;

    Acceptance(RequestCheck check, Workspace workspace, Profiles profiles, RequestLedger ledger) {
        this.check = check;
        this.workspace = workspace;
        this.profiles = profiles;
        this.ledger = ledger;
    }

    Answer obey(Call call) {
        Verdict verdict = judge(call);
        verdict.entry().ifPresent(this::apply);
        return verdict.answer();
    }

    Verdict judge(Call call) {
        Verdict verdict = check.check(call);
        verdict.violations().forEach(ledger::note);
        return verdict;
    }

    /**
     * Applies an accepted request, without those who have no profile.
     *
     * @throws UncheckedIOException if it cannot be kept
     */
    void apply(CohortEntry entry) {
        try {
            boolean isNamed = workspace.accept(profiles.known(entry));
            if (!isNamed && !entry.changesNothing()) {
                ledger.note(Violation.UNNAMED_COHORT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
