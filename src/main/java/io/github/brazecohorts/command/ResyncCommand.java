// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.membership.NativeLibrary;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trusts nothing that was delivered. */
@Command(
        name = "resync",
        mixinStandardHelpOptions = true,
        description = "Trusts nothing that was delivered, and forgets nobody: the next run names the cohort and sends"
                + " everyone again; who has left is still removed.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the next run sends everyone again", "1:the state cannot be used", "2:settings or usage"})
final class ResyncCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "NAME", description = "The NAME of an audience: its routeId")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        NativeLibrary.load();
        try (Application application = Application.start(config.file(), false, null)) {
            AudiencesCommand.requireSound(application.module().audiences(), name);
            long known = application.module().resync(name);
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    "%s: nothing that was delivered is trusted any more. The next run names the cohort and sends everyone"
                            + " again; %s people may be in it, and who of them has left is still removed.%n",
                    name, ReportText.count(known));
            out.flush();
            return ExitCode.OK;
        }
    }
}
