// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.report.RunReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the runs of an audience that are remembered; also of one that is no longer configured. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Shows the runs of an audience that are remembered, the latest first.")
final class HistoryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The NAME of an audience: its routeId")
    private String name;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Prints JSON alone on standard output: an array, an object for each run.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Application application = Application.startEmpty(config.file(), false, null)) {
            List<RunReport> runs = application.module().history(name);
            if (runs.isEmpty()) {
                AudiencesCommand.requireKnown(application.module().audiences(), name);
            }
            print(runs);
            return ExitCode.OK;
        }
    }

    private void print(List<RunReport> runs) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Output.json(runs, out);
        } else {
            ReportText.printHistory(runs, out);
        }
        out.flush();
    }
}
