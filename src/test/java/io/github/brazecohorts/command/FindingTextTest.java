// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.check.Finding;
import io.github.brazecohorts.check.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTextTest {
    private static final Finding OK = new Finding("audience", "vip", Verdict.OK, "is sound", "");
    private static final Finding WARNING =
            new Finding("secrets", "state.password", Verdict.WARNING, "is shown", "Hide it.");
    private static final Finding PROBLEM = new Finding("state", "file", Verdict.PROBLEM, "is gone", "Find it.");
    private static final Finding REFUSED = new Finding("keys", "default", Verdict.REFUSED, "are refused", "Mend them.");

    @Test
    void showsWhatIsWorstLastAndWhatToDoBelow() {
        assertThat(print(REFUSED, PROBLEM, WARNING, OK)).isEqualTo("""
                ok       audience  vip             is sound
                warning  secrets   state.password  is shown
                  -> Hide it.
                problem  state     file            is gone
                  -> Find it.
                problem  keys      default         are refused
                  -> Mend them.

                2 problems, 1 warning. What hangs on a problem was not tested: put it right and check again.
                """);
    }

    @Test
    void saysThatNothingIsWrong() {
        assertThat(print(OK)).endsWith("\n0 problems, 0 warnings\n");
    }

    @Test
    void showsAPercentSignAsItIs() {
        Finding percent = new Finding("query", "a%sb", Verdict.OK, "50 %", "");

        assertThat(print(percent)).startsWith("ok       query  a%sb  50 %\n");
    }

    @Test
    void tellsTheShellOfRefusalsOnlyWhereNothingElseIsWrong() {
        assertThat(ExitCode.ofFindings(List.of(OK))).isZero();
        assertThat(ExitCode.ofFindings(List.of(OK, WARNING))).isZero();
        assertThat(ExitCode.ofFindings(List.of(WARNING, REFUSED))).isEqualTo(3);
        assertThat(ExitCode.ofFindings(List.of(REFUSED, PROBLEM))).isEqualTo(2);
        assertThat(ExitCode.ofFindings(List.of(PROBLEM))).isEqualTo(2);
    }

    private static String print(Finding... findings) {
        StringWriter text = new StringWriter();
        FindingText.print(List.of(findings), new PrintWriter(text));
        return text.toString();
    }
}
