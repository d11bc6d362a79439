// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.membership.NativeLibrary;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that runs named audiences, or all, side by side. */
abstract class AudiencesCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("braze-cohorts");
    private static final Duration LONGEST_END = Duration.ofSeconds(45);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(names = "--json", description = "Prints JSON alone on standard output: an array, an object for each run.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** Set by a signal: no further run is begun. */
    private volatile boolean ending;

    /** NAMEs or {@code --all}. */
    static final class Which {
        @Parameters(arity = "1..*", paramLabel = "NAME", description = "The NAME of an audience: its routeId")
        private List<String> names = List.of();

        @Option(names = "--all", description = "All audiences")
        private boolean all;
    }

    abstract boolean isPlan();

    @Override
    public Integer call() throws Exception {
        NativeLibrary.load();
        CountDownLatch finished = new CountDownLatch(1);
        try (TerminalBar bar = TerminalBar.ifAnybodyLooks();
                Application application = Application.start(config.file(), false, bar)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(application, finished), "graceful-end"));
            Audiences audiences = application.module().audiences();
            List<RunReport> reports = SideBySide.answers(
                    names(audiences), name -> report(application, audiences, name), this::withoutReport);
            print(reports);
            return ExitCode.of(reports.stream()
                    .map(report -> ExitCode.of(RunStatus.of(report.status())))
                    .toList());
        } finally {
            finished.countDown();
        }
    }

    /** After a signal: the runs come to their reports, which are written before the program is gone. */
    private void stop(Application application, CountDownLatch finished) {
        if (finished.getCount() > 0) {
            ending = true;
            application.close();
            try {
                finished.await(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<String> names(Audiences audiences) throws RefusedStart {
        if (which.all) {
            audiences.names().stream()
                    .filter(name -> audiences.find(name).isEmpty())
                    .map(name -> ReportText.mistakes(name, audiences.problems(name)))
                    .forEach(spec.commandLine().getErr()::println);
            return audiences.names();
        }
        for (String name : which.names) {
            if (!audiences.names().contains(name)) {
                throw new RefusedStart(
                        "there is no audience " + name + "; known are: " + String.join(", ", audiences.names()));
            }
            if (audiences.find(name).isEmpty()) {
                throw new RefusedStart(ReportText.mistakes(name, audiences.problems(name)));
            }
        }
        return which.names.stream().distinct().toList();
    }

    private RunReport report(Application application, Audiences audiences, String name) throws RefusedStart {
        if (audiences.find(name).isEmpty()) {
            return application.module().mistaken(name);
        }
        if (ending) {
            return unfinished(name);
        }
        return RunReport.of(application.sync(name, isPlan()));
    }

    private RunReport withoutReport(String name, Exception failure) {
        LOG.debug("audience {} came to no report", name, failure);
        String cause = failure instanceof RefusedStart
                ? failure.getMessage()
                : failure.getClass().getSimpleName();
        spec.commandLine().getErr().println("audience " + name + " came to no report: " + cause);
        return unfinished(name);
    }

    /** Of a run that was not begun, or of which nothing is known: the next run makes up for it. */
    private static RunReport unfinished(String name) {
        return RunReport.uncounted("", name, "", "", "", RunStatus.INCOMPLETE, Instant.now(), 0);
    }

    private void print(List<RunReport> reports) {
        CommandLine commandLine = spec.commandLine();
        PrintWriter out = commandLine.getOut();
        if (json) {
            Output.json(reports, out);
        } else {
            ReportText.print(reports, out);
        }
        out.flush();
    }
}
