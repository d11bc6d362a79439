// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reports as people read them: a table, and under it what needs their attention. */
final class ReportText {
    private static final List<String> HEADINGS = List.of(
            "AUDIENCE",
            "STATUS",
            "READ",
            "SKIPPED",
            "ADDED",
            "REMOVED",
            "UNCHANGED",
            "UNDELIVERED",
            "MEMBERS",
            "REQUESTS",
            "TOOK");

    private ReportText() {}

    static void print(List<RunReport> reports, PrintWriter out) {
        Table table = new Table(HEADINGS);
        for (RunReport report : reports) {
            table.row(Arrays.asList(
                    report.audience(),
                    report.status(),
                    count(report.read()),
                    count(report.skippedNull() + report.skippedInvalid() + report.duplicates()),
                    count(report.added()),
                    count(report.removed()),
                    count(report.unchanged()),
                    count(report.undelivered()),
                    count(report.members()),
                    count(report.requests()),
                    seconds(report.tookMs())));
        }
        table.print(out);
        reports.stream().flatMap(report -> report.alerts().stream()).forEach(alert -> print(alert, out));
    }

    static void print(Alert alert, PrintWriter out) {
        out.println();
        out.println(alert.title() + " (" + alert.code() + ", audience " + alert.audience() + ")");
        out.println("  " + alert.whatHappened());
        for (int i = 0; i < alert.steps().size(); i++) {
            out.println("  " + (i + 1) + ". " + alert.steps().get(i));
        }
    }

    static String mistakes(String audience, List<String> problems) {
        return "audience " + audience + " cannot run:\n  - " + String.join("\n  - ", problems);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", Duration.ofMillis(millis).toMillis() / 1000.0);
    }
}
