// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.membership.NativeLibrary;
import io.github.brazecohorts.membership.StateException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
        loadLibrary();
        CountDownLatch ended = new CountDownLatch(1);
        Application application = Application.start(config.file(), true, null);
        requireOne(application);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(application, ended), "graceful-end"));
        ended.await();
        return ExitCode.OK;
    }

    /** @throws RefusedStart if there is no database library for this machine */
    static void loadLibrary() throws RefusedStart {
        try {
            NativeLibrary.load();
        } catch (StateException missing) {
            throw new RefusedStart(missing.getMessage());
        }
    }

    /** Says which audience runs when, and which cannot; without any that can, there is nothing to stay up for. */
    private static void requireOne(Application application) throws RefusedStart {
        Audiences audiences = application.module().audiences();
        List<String> mistaken = audiences.names().stream()
                .filter(name -> audiences.find(name).isEmpty())
                .map(name -> ReportText.mistakes(name, audiences.problems(name)))
                .toList();
        if (audiences.all().isEmpty()) {
            application.close();
            throw new RefusedStart(String.join("\n", mistaken));
        }
        mistaken.forEach(LOG::error);
        audiences
                .all()
                .forEach(audience -> LOG.info(
                        "{} runs {}",
                        audience.name(),
                        audience.schedule()
                                .map(cron -> "by its schedule " + cron + " (" + audience.timeZone() + ")")
                                .orElse("only by hand")));
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
