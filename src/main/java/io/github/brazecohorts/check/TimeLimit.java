// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import io.github.brazecohorts.audience.SourceException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Calls a statement off that takes too long. Not the driver's own limit: each says in words of its own that it is over. */
final class TimeLimit implements AutoCloseable {
    /** What is limited. */
    interface Work<T> {
        T done() throws SQLException, SourceException;
    }

    private final CompletableFuture<Void> end;
    private volatile boolean over;

    private TimeLimit(Duration limit, Statement statement) {
        end = CompletableFuture.runAsync(
                () -> callOff(statement), CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    static TimeLimit of(Duration limit, Statement statement) {
        return new TimeLimit(limit, statement);
    }

    private void callOff(Statement statement) {
        over = true;
        try {
            statement.cancel();
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    /** What the work answers; the other thing, if it failed because it was called off. */
    <T> T orIfOver(Work<T> work, Supplier<T> other) throws SQLException, SourceException {
        try {
            return work.done();
        } catch (SQLException failed) {
            if (over) {
                return other.get();
            }
            throw failed;
        }
    }

    @Override
    public void close() {
        end.cancel(false);
    }
}
