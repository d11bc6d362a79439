// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.membership.NativeLibrary;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that runs audiences and prints their reports. */
abstract class ReportingCommand implements Callable<Integer> {
    private static final Duration LONGEST_END = Duration.ofSeconds(45);

    /**
     * So many runs at once. Each reads on a connection of its own, and a pool has 10 if nobody says otherwise; they share
     * the pace of their workspace, and the embedded state compares for one after the other anyway.
     */
    private static final int AT_ONCE = 4;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Prints JSON alone on standard output: an array, an object for each run.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** One run that is asked for. */
    record Wish(String name, Map<String, Object> asked) {}

    /** What is to be run. */
    abstract List<Wish> wishes(Application application) throws RefusedStart;

    /** What a run means to the shell. */
    int code(Application application, RunReport report) {
        return ExitCode.of(RunStatus.of(report.status()));
    }

    @Override
    public Integer call() throws Exception {
        NativeLibrary.load();
        CountDownLatch finished = new CountDownLatch(1);
        try (TerminalBar bar = TerminalBar.ifAnybodyLooks();
                Application application = Application.start(config.file(), false, bar)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(application, finished), "graceful-end"));
            List<RunReport> reports = run(application, wishes(application));
            print(reports);
            return ExitCode.of(
                    reports.stream().map(report -> code(application, report)).toList());
        } finally {
            finished.countDown();
        }
    }

    /** After a signal: the runs come to their reports, which are written before the program is gone. */
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

    /** Side by side; the reports are in the order of the wishes. */
    private List<RunReport> run(Application application, List<Wish> wishes) throws InterruptedException {
        ExecutorService runs = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<RunReport>> begun = wishes.stream()
                    .map(wish -> runs.submit(() -> RunReport.of(application.sync(wish.name, wish.asked))))
                    .toList();
            List<RunReport> reports = new ArrayList<>();
            for (int i = 0; i < begun.size(); i++) {
                reports.add(report(application, wishes.get(i), begun.get(i)));
            }
            return reports;
        } finally {
            runs.shutdown();
        }
    }

    /** One that cannot be run does not keep the others from theirs. */
    private RunReport report(Application application, Wish wish, Future<RunReport> begun) throws InterruptedException {
        try {
            return begun.get();
        } catch (ExecutionException failed) {
            complain(wish.name + ": " + failed.getCause().getMessage());
            return application.module().mistaken(wish.name);
        }
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
