// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports as people read them: a table, and under it what needs their attention. */
final class ReportText {
    /** A column; those that are seldom of interest are left out where all cells are 0. */
    private record Column(String heading, Function<RunReport, String> cell, Predicate<List<RunReport>> isShown) {
        static Column text(String heading, Function<RunReport, String> cell) {
            return new Column(heading, cell, reports -> true);
        }

        static Column count(String heading, ToLongFunction<RunReport> count) {
            return text(heading, report -> ReportText.count(count.applyAsLong(report)));
        }

        Column ifAny() {
            return ifShown(reports ->
                    reports.stream().anyMatch(report -> !cell.apply(report).equals("0")));
        }

        Column ifShown(Predicate<List<RunReport>> condition) {
            return new Column(heading, cell, condition);
        }
    }

    private static final List<Column> COLUMNS = List.of(
            Column.text("AUDIENCE", RunReport::audience),
            Column.text("COHORT", RunReport::cohortName).ifShown(ReportText::haveSeveralCohorts),
            Column.text("STATUS", RunReport::status),
            Column.count("READ", RunReport::read),
            Column.count("SKIPPED", report -> report.skippedNull() + report.skippedInvalid() + report.duplicates()),
            Column.count("ADDED", RunReport::added),
            Column.count("REMOVED", RunReport::removed),
            Column.count("SENT AGAIN", RunReport::reasserted).ifAny(),
            Column.count("HELD", report -> report.heldRemovals() + report.heldAdditions())
                    .ifAny(),
            Column.count("REJECTED", RunReport::rejectedIds).ifAny(),
            Column.count("UNCHANGED", RunReport::unchanged),
            Column.count("UNDELIVERED", RunReport::undelivered),
            Column.count("MEMBERS", RunReport::members),
            Column.count("REQUESTS", RunReport::requests),
            Column.text("TOOK", report -> seconds(report.tookMs())));

    private ReportText() {}

    static void print(List<RunReport> reports, PrintWriter out) {
        printTable(COLUMNS.stream(), reports, out);
        reports.stream().flatMap(report -> report.alerts().stream()).forEach(alert -> print(alert, out));
    }

    /** Runs of one audience: when each began, and which alerts it raised. */
    static void printHistory(List<RunReport> reports, PrintWriter out) {
        Stream<Column> columns = Stream.of(
                        Stream.of(Column.text("STARTED", RunReport::startedAt)),
                        COLUMNS.stream().skip(1),
                        Stream.of(Column.text("ALERTS", ReportText::codes).ifShown(ReportText::haveAlerts)))
                .flatMap(all -> all);
        printTable(columns, reports, out);
    }

    private static String codes(RunReport report) {
        return report.alerts().stream().map(Alert::code).collect(Collectors.joining(", "));
    }

    private static boolean haveAlerts(List<RunReport> reports) {
        return reports.stream().anyMatch(report -> !report.alerts().isEmpty());
    }

    private static void printTable(Stream<Column> columns, List<RunReport> reports, PrintWriter out) {
        List<Column> shown =
                columns.filter(column -> column.isShown.test(reports)).toList();
        Table table = new Table(shown.stream().map(Column::heading).toList());
        reports.forEach(report -> table.row(
                shown.stream().map(column -> column.cell.apply(report)).toList()));
        table.print(out);
    }

    private static boolean haveSeveralCohorts(List<RunReport> reports) {
        boolean tests = reports.stream().anyMatch(report -> report.cohortId().endsWith(Audience.TEST));
        boolean cohorts = reports.stream().map(RunReport::cohortId).distinct().count()
                > reports.stream().map(RunReport::audience).distinct().count();
        return tests || cohorts;
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
