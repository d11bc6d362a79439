// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.report.AudienceStatus;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows where each audience stands, also in the middle of a run. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the last run, the next run and the members of each audience; also in the middle of a run.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--json",
            description = "Prints JSON alone on standard output: an array, an object for each audience.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Application application = Application.start(config.file(), false, null)) {
            List<AudienceStatus> all = application.module().status();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Output.json(all, out);
            } else {
                print(all, out);
            }
            out.flush();
            return ExitCode.OK;
        }
    }

    private static void print(List<AudienceStatus> all, PrintWriter out) {
        Table table = new Table(List.of("AUDIENCE", "MEMBERS", "HELD", "LAST RUN", "ENDED AS", "NOW", "NEXT RUN"));
        for (AudienceStatus status : all) {
            boolean ran = status.lastRun() != null;
            table.row(Arrays.asList(
                    status.audience(),
                    ReportText.count(status.members()),
                    ReportText.count(status.heldRemovals() + status.heldAdditions()),
                    ran ? status.lastRun().startedAt() : "never",
                    ran ? status.lastRun().status() : "",
                    status.running() == null ? "" : status.running().inWords(),
                    status.nextRun() == null ? "by hand" : status.nextRun()));
        }
        table.print(out);
        ReportText.printAlerts(all.stream().flatMap(status -> status.alerts().stream()), out);
    }
}
