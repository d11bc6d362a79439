// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import io.github.brazecohorts.sync.Causes;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Connects to a source, and says in words why it cannot. */
public final class SourceCheck {
    private static final String CHECK = "source";

    private final Map<String, DataSource> sources;
    private final Duration patience;

    /**
     * @param sources the DataSource beans by their names
     * @param patience how long a connection may take
     */
    public SourceCheck(Map<String, DataSource> sources, Duration patience) {
        this.sources = new TreeMap<>(sources);
        this.patience = patience;
    }

    /** What is found about the source of this name. */
    public Finding of(String name) {
        DataSource source = sources.get(name);
        if (source == null) {
            return Finding.problem(
                    CHECK,
                    name,
                    "there is no source of this name; known are: "
                            + (sources.isEmpty() ? "none" : String.join(", ", sources.keySet())),
                    "Define camel.beans." + name + " in the settings, or name another source in the audience.");
        }
        FutureTask<Void> attempt = new FutureTask<>(() -> {
            source.getConnection().close();
            return null;
        });
        begin(attempt);
        try {
            attempt.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Finding.ok(CHECK, name, "takes a connection");
        } catch (TimeoutException late) {
            attempt.cancel(true);
            return Finding.problem(
                    CHECK, name, "no connection within " + patience.toSeconds() + " s", whereabouts(name));
        } catch (ExecutionException failed) {
            return failure(name, failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the check was interrupted", interrupted);
        }
    }

    /** On a thread of its own: a driver that waits for a silent host does not let itself be interrupted. */
    private static void begin(Runnable attempt) {
        Thread thread = new Thread(attempt, "check-source");
        thread.setDaemon(true);
        thread.start();
    }

    private static Finding failure(String name, Throwable failure) {
        return Finding.problem(CHECK, name, inWords(failure), remedy(name, sqlState(failure)));
    }

    private static String inWords(Throwable failure) {
        if (cause(failure, UnknownHostException.class).isPresent()) {
            return "the host in its address is unknown";
        }
        if (cause(failure, ConnectException.class).isPresent()) {
            return "nobody listens at its address";
        }
        if (cause(failure, SocketTimeoutException.class).isPresent()) {
            return "nobody answers at its address";
        }
        return Causes.inWords(failure);
    }

    /** By the class of the database's SQLSTATE: 28 is about the login, 3D about the database's name, 08 about the line. */
    private static String remedy(String name, String sqlState) {
        return switch (sqlState.length() < 2 ? "" : sqlState.substring(0, 2)) {
            case "28" -> "Check " + setting(name, "username") + " and " + setting(name, "password") + ".";
            case "3D" -> "Check the name of the database in " + setting(name, "jdbcUrl") + ".";
            case "08" -> whereabouts(name);
            default ->
                "Check " + setting(name, "jdbcUrl")
                        + ", its username and its password; the drivers of PostgreSQL and DuckDB" + " are inside.";
        };
    }

    private static String whereabouts(String name) {
        return "Check host and port in " + setting(name, "jdbcUrl")
                + ", and whether the database is up and can be reached from here.";
    }

    private static String setting(String name, String property) {
        return "camel.beans." + name + "." + property;
    }

    private static String sqlState(Throwable failure) {
        return cause(failure, SQLException.class).map(SQLException::getSQLState).orElse("");
    }

    /** The innermost of this kind: a pool wraps what the driver says. */
    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .limit(20)
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((outer, inner) -> inner);
    }
}
