// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import io.github.brazecohorts.secrets.Markers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Every logger there is at TRACE, and which lines tell a key or an id; nothing of it goes elsewhere. */
final class Overheard extends AbstractAppender implements AutoCloseable {
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Level level = root.getLevel();
    private final Map<String, Appender> appenders = Map.copyOf(root.getAppenders());
    private final Set<String> loggers = ConcurrentHashMap.newKeySet();
    private final Queue<Telling> telling = new ConcurrentLinkedQueue<>();

    /** A line that tells what it must not. */
    record Telling(String logger, Level level, String what) {}

    Overheard() {
        super("overheard", null, null, false, Property.EMPTY_ARRAY);
        start();
        appenders.keySet().forEach(root::removeAppender);
        root.addAppender(this, Level.ALL, null);
        root.setLevel(Level.ALL);
        context.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
        loggers.add(event.getLoggerName());
        StringWriter text = new StringWriter();
        text.append(event.getThreadName()).append(' ').append(event.getMessage().getFormattedMessage());
        text.append(' ').append(event.getContextData().toMap().toString()).append('\n');
        Optional.ofNullable(event.getThrown()).ifPresent(thrown -> thrown.printStackTrace(new PrintWriter(text)));
        Markers.in(text.toString())
                .ifPresent(what -> telling.add(new Telling(event.getLoggerName(), event.getLevel(), what)));
    }

    /** The lines that tell something since this was last asked. */
    Queue<Telling> tellingLines() {
        Queue<Telling> lines = new ConcurrentLinkedQueue<>();
        for (Telling line = telling.poll(); line != null; line = telling.poll()) {
            lines.add(line);
        }
        return lines;
    }

    /** The names of all loggers that said anything. */
    Set<String> loggers() {
        return loggers;
    }

    @Override
    public void close() {
        root.removeAppender(getName());
        appenders.values().forEach(appender -> root.addAppender(appender, null, null));
        root.setLevel(level);
        context.updateLoggers();
    }
}
