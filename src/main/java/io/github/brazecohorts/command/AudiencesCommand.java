// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.membership.NativeLibrary;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that goes through named audiences, or all, one after the other. */
abstract class AudiencesCommand implements Callable<Integer> {
    private static final Duration LONGEST_END = Duration.ofSeconds(45);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(names = "--json", description = "Prints JSON alone on standard output: an array, an object for each run.")
    private boolean json;

    @Spec
    private CommandSpec spec;

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
            List<RunReport> reports = new ArrayList<>();
            for (String name : names(audiences)) {
                reports.add(report(application, audiences, name));
            }
            print(reports);
            return ExitCode.of(reports.stream()
                    .map(report -> ExitCode.of(RunStatus.of(report.status())))
                    .toList());
        } finally {
            finished.countDown();
        }
    }

    /** After a signal: the run comes to its report, which is written before the program is gone. */
    private static void stop(Application application, CountDownLatch finished) {
        if (finished.getCount() > 0) {
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
            spec.commandLine().getErr().println(ReportText.mistakes(name, audiences.problems(name)));
            return application.module().mistaken(name);
        }
        return RunReport.of(application.sync(name, isPlan()));
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
