// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Small notes of several threads, each durable when its writer goes on. What is handed in while others are being written is
 * written next, in one transaction: to make one durable costs as much time as to make a dozen so.
 */
final class Notebook {
    private final SqlSession session;
    private final Queue<Note> waiting = new ConcurrentLinkedQueue<>();
    private boolean closed;

    /** @param session used by this notebook alone */
    Notebook(SqlSession session) {
        this.session = session;
    }

    private static final class Note {
        private final String sql;
        private final Object[] values;
        private boolean done;
        private long rows;
        private RuntimeException failure;

        Note(String sql, Object... values) {
            this.sql = sql;
            this.values = values;
        }

        private void write(SqlSession session) throws SQLException {
            rows = session.update(sql, values);
        }
    }

    /**
     * Notes something durably.
     *
     * @return how many rows that are
     * @throws StateException if it cannot be noted
     * @throws IllegalStateException after {@link #close}
     */
    long note(String sql, Object... values) {
        Note note = new Note(sql, values);
        waiting.add(note);
        synchronized (this) {
            if (!note.done) {
                writeAll();
            }
        }
        if (note.failure != null) {
            throw note.failure;
        }
        return note.rows;
    }

    private void writeAll() {
        List<Note> together = new ArrayList<>();
        for (Note next = waiting.poll(); next != null; next = waiting.poll()) {
            together.add(next);
        }
        RuntimeException failure = null;
        try {
            requireOpen();
            write(together);
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Note note : together) {
            note.failure = failure;
            note.done = true;
        }
    }

    private void write(List<Note> together) {
        String doing = "noting what was sent and answered";
        SqlSession.Work<Void> all = s -> {
            for (Note note : together) {
                note.write(s);
            }
            return null;
        };
        if (together.size() == 1) {
            session.alone(doing, all);
        } else {
            session.transaction(doing, all);
        }
    }

    /** Nothing is noted any more when this returns. */
    synchronized void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the run is settled or closed already");
        }
    }
}
