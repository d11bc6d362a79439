// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.membership.NativeLibrary;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the schedules and stays up. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Starts the schedules and stays up; TERM and Ctrl-C end it gracefully.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("braze-cohorts");

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        NativeLibrary.load();
        CountDownLatch ended = new CountDownLatch(1);
        Application application = Application.start(config.file(), true, null);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(application, ended), "graceful-end"));
        tell(application.module().audiences());
        ended.await();
        return ExitCode.OK;
    }

    private static void tell(Audiences audiences) {
        LOG.info(
                "schedules are on for: {}",
                audiences.all().stream()
                        .filter(audience -> audience.schedule().isPresent())
                        .map(Audience::name)
                        .collect(Collectors.joining(", ")));
        audiences.names().stream()
                .filter(name -> audiences.find(name).isEmpty())
                .forEach(name -> LOG.error("{} cannot run: {}", name, String.join("; ", audiences.problems(name))));
    }

    /** Ends by halting, as a shutdown after a signal would otherwise end with the signal's own exit code. */
    private static void end(Application application, CountDownLatch ended) {
        application.close();
        LOG.info("ended");
        ended.countDown();
        LogManager.shutdown();
        Runtime.getRuntime().halt(ExitCode.OK);
    }
}
