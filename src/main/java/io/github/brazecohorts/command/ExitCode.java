// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

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

    static int of(Collection<Integer> codes) {
        return ORDER.stream().filter(codes::contains).findFirst().orElse(OK);
    }
}
