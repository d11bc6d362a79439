// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.check.Finding;
import io.github.brazecohorts.check.RoutesCheck;
import io.github.brazecohorts.check.SecretsCheck;
import io.github.brazecohorts.check.SettingsCheck;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is wrong with a set-up and how to put it right, before anything is sent. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Tests the settings, each audience, its source and query, the state and the Braze keys; says what is"
                        + " wrong and how to put it right. Changes nothing.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing is wrong, or only what is worth a warning",
            "2:some problem",
            "3:the only problems are that Braze refuses the keys or the instance"
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--offline", description = "Leaves out what needs a connection: sources, queries, keys.")
    private boolean offline;

    @Option(
            names = "--json",
            description = "Prints JSON alone on standard output: an array, an object for each finding.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Finding> findings = findings();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Output.json(findings, out);
        } else {
            FindingText.print(findings, out);
        }
        out.flush();
        return ExitCode.ofFindings(findings);
    }

    /** What keeps the program from starting is a finding like any other. */
    private List<Finding> findings() {
        SettingsCheck settings = new SettingsCheck(config.file());
        List<Finding> secrets = new SecretsCheck(config.file()).findings();
        List<Finding> found = new ArrayList<>();
        try {
            RunCommand.loadLibrary();
            try (Application application = Application.startEmpty(config.file(), false, null)) {
                found.add(settings.sound());
                found.addAll(secrets);
                found.addAll(new RoutesCheck().findings(application.mistakes()));
                found.addAll(application.module().check(offline));
            }
        } catch (RefusedStart refused) {
            found.addAll(settings.findings(refused.problems()));
            found.addAll(secrets);
        }
        return found;
    }
}
