// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.check.Finding;
import io.github.brazecohorts.check.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/** Findings as people read them: what is worst stands last, where the eye is when the program has ended. */
final class FindingText {
    private static final String ARROW = "  -> ";

    private FindingText() {}

    static void print(List<Finding> findings, PrintWriter out) {
        int checks = widest(findings, Finding::check);
        int subjects = widest(findings, Finding::subject);
        String line = "%-7s  %-" + checks + "s  %-" + subjects + "s  %s%n";
        for (Verdict verdict : Verdict.values()) {
            for (Finding finding : with(verdict, findings)) {
                out.printf(line, verdict.text(), finding.check(), finding.subject(), finding.what());
                if (!finding.remedy().isEmpty()) {
                    out.println(ARROW + finding.remedy());
                }
            }
        }
        out.println();
        out.println(summary(findings));
    }

    private static int widest(List<Finding> findings, Function<Finding, String> cell) {
        return findings.stream().map(cell).mapToInt(String::length).max().orElse(1);
    }

    private static List<Finding> with(Verdict verdict, List<Finding> findings) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).toList();
    }

    private static String summary(List<Finding> findings) {
        long problems = findings.stream().filter(f -> f.verdict().isProblem()).count();
        long warnings = with(Verdict.WARNING, findings).size();
        return counted(problems, "problem") + ", " + counted(warnings, "warning")
                + (problems > 0 ? ". What hangs on a problem was not tested: put it right and check again." : "");
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
