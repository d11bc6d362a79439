// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.membership.NativeLibrary;
import io.github.brazecohorts.report.Progress;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that runs audiences and prints their reports. */
abstract class ReportingCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("braze-cohorts");
    private static final Duration LONGEST_END = Duration.ofSeconds(45);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Prints JSON alone on standard output: an array, an object for each run.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** Set by a signal: no further run is begun. */
    private volatile boolean ending;

    /** One run that is asked for. */
    record Wish(String name, Map<String, Object> asked) {}

    /** What is to be run. */
    abstract List<Wish> wishes(Application application) throws RefusedStart;

    /** Starts the program; only with audiences in the routes. */
    Application start(Path file, Progress progress) throws RefusedStart {
        return Application.start(file, false, progress);
    }

    /** What a run means to the shell. */
    int code(Application application, RunReport report) {
        return ExitCode.of(RunStatus.of(report.status()));
    }

    /** What it means to the shell that something is left out of the routes. */
    int codeOfRoutes(Application application) {
        return ExitCode.OK;
    }

    @Override
    public Integer call() throws Exception {
        NativeLibrary.load();
        CountDownLatch finished = new CountDownLatch(1);
        try (TerminalBar bar = TerminalBar.ifAnybodyLooks();
                Application application = start(config.file(), bar)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(application, finished), "graceful-end"));
            List<RunReport> reports =
                    SideBySide.answers(wishes(application), wish -> run(application, wish), this::withoutReport);
            print(reports);
            return ExitCode.of(Stream.concat(
                            reports.stream().map(report -> code(application, report)),
                            Stream.of(codeOfRoutes(application)))
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

    /** An audience with a mistake cannot be asked for but by {@code --all}. */
    private RunReport run(Application application, Wish wish) throws RefusedStart {
        Audiences audiences = application.module().audiences();
        if (!audiences.problems(wish.name).isEmpty() && !wish.asked.containsKey(RetireCommand.RETIRE)) {
            return application.module().mistaken(wish.name);
        }
        return ending ? unfinished(wish.name) : RunReport.of(application.sync(wish.name, wish.asked));
    }

    private RunReport withoutReport(Wish wish, Exception failure) {
        LOG.debug("audience {} came to no report", wish.name, failure);
        String cause = failure instanceof RefusedStart
                ? failure.getMessage()
                : failure.getClass().getSimpleName();
        complain("audience " + wish.name + " came to no report: " + cause);
        return unfinished(wish.name);
    }

    /** Of a run that was not begun, or of which nothing is known: the next run makes up for it. */
    private static RunReport unfinished(String name) {
        return RunReport.uncounted("", name, "", "", "", RunStatus.INCOMPLETE, Instant.now(), 0);
    }

    void complain(String text) {
        spec.commandLine().getErr().println(text);
    }

    private void print(List<RunReport> reports) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Output.json(reports, out);
        } else {
            ReportText.print(reports, out);
        }
        out.flush();
    }
}
