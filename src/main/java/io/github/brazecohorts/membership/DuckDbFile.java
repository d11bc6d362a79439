// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The database file, held open only while somebody here uses it: DuckDB lets one process at a time have a file. Working
 * files (audiences, what does not fit into memory) stand in a folder beside it, and only its holder may have any.
 */
final class DuckDbFile implements Door {
    private static final Schema SCHEMA = new Schema(
            "duckdb", List.of("001-membership.sql", "002-standing.sql", "003-alerts.sql", "004-firings.sql"));

    private final Path file;
    private final Path work;
    private final Path log;
    private final DuckDbFailures failures;
    private final ReentrantLock door = new ReentrantLock(true);
    private final ReentrantLock shared = new ReentrantLock();
    private volatile String holder = "another run that opens it";
    private int users;
    private SqlSession anchor;
    private volatile Object identity;

    /** @throws IllegalArgumentException for a path with {@code ?} or {@code ;}: DuckDB would put its log elsewhere */
    DuckDbFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
        this.work = this.file.resolveSibling(file.getFileName() + ".work");
        this.log = this.file.resolveSibling(file.getFileName() + ".wal");
        if (this.file.toString().matches("(?s).*[?;].*")) {
            throw new IllegalArgumentException(this.file + ": DuckDB misreads a path with ? or ; in it");
        }
        this.failures = new DuckDbFailures(this.file);
    }

    DuckDbFailures failures() {
        return failures;
    }

    Path newWorkFile() {
        return work.resolve("audience-" + UUID.randomUUID() + ".ids");
    }

    @Override
    public boolean exists() {
        return Files.exists(file);
    }

    /** Opens the database, or joins who has it open here. Every hold needs a {@link #release}. */
    void hold(Patience patience) {
        patience.await(door, () -> "The state database " + file + " is held by " + holder);
        try {
            if (users == 0) {
                open(patience);
            }
            users++;
        } finally {
            door.unlock();
        }
    }

    void release() {
        door.lock();
        try {
            users--;
            if (users == 0) {
                anchor.close();
            }
        } finally {
            door.unlock();
        }
    }

    /** Opens the database for it if need be. */
    @Override
    public <T> T use(String doing, Patience patience, SqlSession.Work<T> work) {
        return connected(patience, session -> session.alone(doing, work));
    }

    /** Of two in this process that change a row at a time DuckDB would refuse one. */
    @Override
    public <T> T inTurn(String doing, Patience patience, SqlSession.Work<T> work) {
        shared.lock();
        try {
            return connected(patience, session -> session.transaction(doing, work));
        } finally {
            shared.unlock();
        }
    }

    private <T> T connected(Patience patience, Function<SqlSession, T> work) {
        hold(patience);
        try (SqlSession session = connect()) {
            return work.apply(session);
        } finally {
            release();
        }
    }

    /** Looks at the database without changing it: in this process by its open connection, else by one that cannot write. */
    Readiness look(Patience patience) {
        requireWritable();
        if (!exists()) {
            return Readiness.ABSENT;
        }
        patience.await(door, () -> "The state database " + file + " is held by " + holder);
        try (SqlSession session = users > 0 ? connect() : readOnly(patience)) {
            return session.alone("looking at its schema", s -> SCHEMA.look(s, subject()));
        } finally {
            door.unlock();
        }
    }

    private SqlSession readOnly(Patience patience) {
        Properties settings = settings();
        settings.setProperty("duckdb.read_only", "true");
        return new SqlSession(awaitConnection(patience, settings), failures, "", () -> {});
    }

    /** The folder may not be there yet: then the nearest one above it must let it be made. */
    private void requireWritable() {
        Path folder = file.getParent();
        while (Files.notExists(folder)) {
            folder = folder.getParent();
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw unwritable(folder + " is no folder that this user may write to");
        }
        if (exists() && !Files.isWritable(file)) {
            throw unwritable("this user may only read it");
        }
    }

    private String subject() {
        return "The state database " + file;
    }

    private StateException unwritable(String why) {
        return new StateException("The state database " + file + " cannot be written: " + why);
    }

    /** Another connection, to be closed before the hold is released. */
    SqlSession connect() {
        try {
            SqlSession session = session(connection(settings()));
            session.alone("being connected to", s -> {
                s.execute(DuckDbSql.WORDS);
                return null;
            });
            return session;
        } catch (SQLException failure) {
            throw failures.inWords("being connected to", failure);
        }
    }

    /** @throws StateException if the file was deleted or replaced since it was opened: what is written now would be lost */
    void requireInPlace() {
        if (!Objects.equals(identity, readIdentity())) {
            throw gone();
        }
    }

    StateException gone() {
        return failures.damaged("the file itself is another one or gone");
    }

    private void open(Patience patience) {
        prepareFolders();
        SqlSession opened = session(awaitConnection(patience, settings()));
        try {
            PrivateFiles.protect(file);
            PrivateFiles.protect(log);
            PrivateFiles.deleteAllIn(work);
            SCHEMA.bringUpToDate(opened, subject(), s -> null);
            identity = readIdentity();
            anchor = opened;
        } catch (IOException broken) {
            throw unusable(broken);
        } finally {
            if (anchor != opened) {
                opened.close();
            }
        }
    }

    private Connection awaitConnection(Patience patience, Properties settings) {
        while (true) {
            try {
                return connection(settings);
            } catch (SQLException failure) {
                if (!DuckDbFailures.isTaken(failure)) {
                    throw failures.inWords("being opened", failure);
                }
                holder = DuckDbFailures.holder(failure)
                        .map(pid -> "process " + pid)
                        .orElse("another process");
                String taken = "The state database " + file + " is held by " + holder;
                if (!patience.lasts(taken)) {
                    throw patience.over(taken);
                }
            }
        }
    }

    private Connection connection(Properties settings) throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + file, settings);
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", DuckDbSql.MEMORY_LIMIT);
        settings.setProperty("temp_directory", work.toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("enable_external_file_cache", "false");
        return settings;
    }

    private SqlSession session(Connection connection) {
        return new SqlSession(connection, failures, "", this::protectLog);
    }

    /** DuckDB makes its log anew again and again, readable by everybody: it holds ids. */
    private void protectLog() {
        try {
            PrivateFiles.protect(log);
        } catch (IOException broken) {
            throw unusable(broken);
        }
    }

    private void prepareFolders() {
        try {
            PrivateFiles.createFolders(work);
        } catch (IOException broken) {
            throw unusable(broken);
        }
    }

    private Object readIdentity() {
        try {
            return exists()
                    ? Files.readAttributes(file, BasicFileAttributes.class).fileKey()
                    : "none";
        } catch (IOException broken) {
            throw unusable(broken);
        }
    }

    private StateException unusable(IOException broken) {
        return new StateException("The state database %s or its folder cannot be used (%s): may this user write there?"
                .formatted(file, broken.getClass().getSimpleName()));
    }
}
