// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.membership.StateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program's entry. Without a command it runs the schedules. */
@Command(
        name = "braze-cohorts",
        mixinStandardHelpOptions = true,
        versionProvider = BrazeCohortsCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Keeps Braze cohorts equal to the results of SQL queries. Without a command: run.",
        subcommands = {
            RunCommand.class,
            SyncCommand.class,
            PlanCommand.class,
            StatusCommand.class,
            HistoryCommand.class,
            ResyncCommand.class,
            RetireCommand.class,
            SandboxCommand.class
        })
public final class BrazeCohortsCommand {
    private BrazeCohortsCommand() {}

    /** Runs the command that the arguments name, and ends with its exit code. */
    public static void main(String[] arguments) {
        boolean stays = arguments.length == 0 || arguments[0].equals("run") || arguments[0].startsWith("--config");
        if (!stays && System.getProperty("braze-cohorts.camel-log-level") == null) {
            System.setProperty("braze-cohorts.camel-log-level", "WARN");
        }
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine commandLine =
                new CommandLine(new BrazeCohortsCommand()).setExecutionExceptionHandler(BrazeCohortsCommand::inWords);
        boolean named = arguments.length > 0
                && (commandLine.getSubcommands().containsKey(arguments[0])
                        || Arrays.asList("--help", "-h", "--version", "-V").contains(arguments[0]));
        return commandLine.execute(named ? arguments : prepend("run", arguments));
    }

    private static String[] prepend(String command, String[] arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = command;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return all;
    }

    private static int inWords(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof RefusedStart) {
            commandLine.getErr().println(failure.getMessage());
            return ExitCode.USAGE;
        }
        if (failure instanceof StateException) {
            commandLine.getErr().println(failure.getMessage());
            return ExitCode.NOT_COMPLETED;
        }
        throw failure;
    }

    /** The version that the build wrote down. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            try (InputStream version = BrazeCohortsCommand.class.getResourceAsStream("/braze-cohorts/version")) {
                return new String[] {new String(version.readAllBytes(), StandardCharsets.UTF_8).strip()};
            }
        }
    }
}
