// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Everything that the program and Camel log until it is closed, at whatever level; nothing of it goes elsewhere. */
final class Logged extends AbstractAppender implements AutoCloseable {
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final Map<String, LoggerConfig> loggers =
            List.of("io.github.brazecohorts", "braze-cohorts", "org.apache.camel").stream()
                    .collect(Collectors.toMap(name -> name, name -> new LoggerConfig(name, Level.ALL, false)));
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    private record Line(Level level, String text) {}

    Logged() {
        super("logged", null, null, false, Property.EMPTY_ARRAY);
        start();
        loggers.forEach((name, logger) -> {
            logger.addAppender(this, Level.ALL, null);
            context.getConfiguration().addLogger(name, logger);
        });
        context.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
        add(
                event,
                event.getMessage().getFormattedMessage()
                        + ' '
                        + event.getContextData().toMap());
        for (Throwable cause = event.getThrown(); cause != null; cause = cause.getCause()) {
            add(event, cause.toString());
        }
    }

    private void add(LogEvent event, String text) {
        lines.add(new Line(event.getLevel(), text));
    }

    List<String> lines() {
        return lines(Level.ALL);
    }

    /** Those of this level, and the graver ones. */
    List<String> lines(Level level) {
        return lines.stream()
                .filter(line -> line.level.isMoreSpecificThan(level))
                .map(Line::text)
                .toList();
    }

    @Override
    public void close() {
        loggers.keySet().forEach(context.getConfiguration()::removeLogger);
        context.updateLoggers();
    }
}
