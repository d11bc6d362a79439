// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Camel Main shows the settings that it meets at its start. The README says how a host keeps the keys out of that. */
class StartUpLogTest extends AtHome {
    private static final String QUIET = "camel.main.auto-configuration-log-summary";
    private static final String CAMEL = "org.apache.camel.main";

    private final LoggerContext log = (LoggerContext) LogManager.getContext(false);
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void listen() {
        LoggerConfig logger = new LoggerConfig(CAMEL, Level.INFO, false);
        AbstractAppender appender = new AbstractAppender("start-up", null, null, false, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                lines.add(event.getMessage().getFormattedMessage());
            }
        };
        appender.start();
        logger.addAppender(appender, Level.ALL, null);
        log.getConfiguration().addLogger(CAMEL, logger);
        log.updateLoggers();
    }

    @AfterEach
    void listenNoMore() {
        log.getConfiguration().removeLogger(CAMEL);
        log.updateLoggers();
    }

    @Test
    void showsNoKeyWithTheLineOfTheReadme() throws Exception {
        assertThat(Readme.properties(QUIET)).containsEntry(QUIET, "false");

        assertThat(linesWith("false"))
                .isNotEmpty()
                .noneMatch(line -> line.contains(Host.PARTNER_API_KEY) || line.contains(Host.DATA_IMPORT_KEY));
    }

    /** If this fails, Camel hides the keys by itself by now, and the line may go from the README. */
    @Test
    void showsThemWithoutIt() throws Exception {
        assertThat(linesWith("true"))
                .anyMatch(line -> line.contains(Host.PARTNER_API_KEY))
                .anyMatch(line -> line.contains(Host.DATA_IMPORT_KEY));
    }

    private List<String> linesWith(String summary) throws Exception {
        host.withUs().withBuyers().set(QUIET, summary).start();
        return List.copyOf(lines);
    }
}
