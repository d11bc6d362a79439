// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Brings the tables up to date by the numbered files beside it, each in a transaction of its own. */
final class DuckDbSchema {
    private static final String FOLDER = "/braze-cohorts/schema/duckdb/";
    private static final List<String> STEPS = List.of("001-membership.sql", "002-standing.sql", "003-alerts.sql");

    private DuckDbSchema() {}

    /** @throws StateException if the tables were written by a newer program */
    static void bringUpToDate(SqlSession session, Path file) {
        int found = session.transaction("looking at its schema", s -> {
            s.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
            return version(s);
        });
        requireKnown(found, file);
        for (int version = found + 1; version <= STEPS.size(); version++) {
            take(session, version);
        }
    }

    /**
     * How far the tables are from today's; changes nothing.
     *
     * @throws StateException if they were written by a newer program
     */
    static Readiness look(SqlSession session, Path file) throws SQLException {
        boolean begun = session.one(
                "SELECT count(*) FROM information_schema.tables WHERE table_name = 'schema_version'",
                row -> row.getInt(1) > 0);
        int found = begun ? version(session) : 0;
        requireKnown(found, file);
        return found < STEPS.size() ? Readiness.OUTDATED : Readiness.READY;
    }

    private static int version(SqlSession session) throws SQLException {
        return session.one("SELECT coalesce(max(version), 0) FROM schema_version", row -> row.getInt(1));
    }

    private static void requireKnown(int found, Path file) {
        if (found > STEPS.size()) {
            throw new StateException(("The state database %s was written by a newer program (schema %d, this program"
                            + " knows %d): use the newer program again, or restore the backup from before the upgrade")
                    .formatted(file, found, STEPS.size()));
        }
    }

    private static void take(SqlSession session, int version) {
        session.transaction("bringing its schema to version " + version, s -> {
            s.execute(text(STEPS.get(version - 1)));
            return s.update("INSERT INTO schema_version VALUES (?)", version);
        });
    }

    private static String text(String step) {
        try (InputStream in = DuckDbSchema.class.getResourceAsStream(FOLDER + step)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + step + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
