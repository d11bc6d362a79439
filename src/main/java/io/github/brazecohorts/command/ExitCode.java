// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.check.Finding;
import io.github.brazecohorts.check.Verdict;
import io.github.brazecohorts.report.RunStatus;
import java.util.Collection;
import java.util.List;

/** What the shell is told. */
final class ExitCode {
    static final int OK = 0;
    static final int NOT_COMPLETED = 1;
    static final int USAGE = 2;
    static final int REFUSED = 3;
    static final int HELD = 4;

    /** Of several runs the first of these that applies. */
    private static final List<Integer> ORDER = List.of(USAGE, REFUSED, NOT_COMPLETED, HELD, OK);

    private ExitCode() {}

    static int of(RunStatus status) {
        return switch (status) {
            case COMPLETED, PLANNED -> OK;
            case REFUSED -> REFUSED;
            case HELD -> HELD;
            case INCOMPLETE, FAILED, SKIPPED, INTERRUPTED -> NOT_COMPLETED;
        };
    }

    /** Of a check: a refusal by Braze counts only where nothing else is wrong. */
    static int ofFindings(List<Finding> findings) {
        List<Verdict> problems = findings.stream()
                .map(Finding::verdict)
                .filter(Verdict::isProblem)
                .toList();
        if (problems.isEmpty()) {
            return OK;
        }
        return problems.contains(Verdict.PROBLEM) ? USAGE : REFUSED;
    }

    static int of(Collection<Integer> codes) {
        return ORDER.stream().filter(codes::contains).findFirst().orElse(OK);
    }
}
