// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The Braze stand-in alone. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Runs the Braze stand-in alone, on the loopback address, as strict as Braze's own contract.")
final class SandboxCommand implements Callable<Integer> {
    @Option(names = "--port", description = "Port (default: ${DEFAULT-VALUE}; 0 is any free one)")
    private int port = 8099;

    @Option(names = "--file", description = "Keeps its cohorts in this file (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("data", "state.duckdb.sandbox.jsonl");

    @Option(names = "--profiles", description = "File with the ids that have a profile, one a line (default: everyone)")
    private Path profiles;

    @Option(names = "--partner", description = "The only partner that is enabled (default: any)")
    private String partner;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Sandbox sandbox = start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(sandbox, ended), "graceful-end"));
        spec.commandLine().getOut().println("The stand-in listens: braze.instance = " + sandbox.endpoint());
        spec.commandLine().getOut().println("Its cohorts: " + sandbox.endpoint() + "/sandbox/cohorts");
        spec.commandLine().getOut().flush();
        ended.await();
        return ExitCode.OK;
    }

    private Sandbox start() throws RefusedStart {
        try {
            SandboxOptions options = SandboxOptions.defaults().withPort(port).withJournal(file.toAbsolutePath());
            options = partner == null ? options : options.withPartner(partner);
            return Sandbox.start(profiles == null ? options : options.withProfilesFrom(profiles));
        } catch (IOException e) {
            throw new RefusedStart("the stand-in cannot be started on port " + port + ": " + e.getMessage());
        }
    }

    private static void end(Sandbox sandbox, CountDownLatch ended) {
        sandbox.close();
        ended.countDown();
        Runtime.getRuntime().halt(ExitCode.OK);
    }
}
