// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * Brings the tables of a database up to date by numbered files, each in a transaction of its own.
 *
 * @param database whose, as its folder is called
 * @param steps the files in it, in order
 */
record Schema(String database, List<String> steps) {

    /**
     * @param subject what is brought up to date, for a person
     * @param first what each transaction begins with: what keeps others from doing the same
     * @throws StateException if the tables were written by a newer program
     */
    void bringUpToDate(SqlSession session, String subject, SqlSession.Work<Void> first) {
        int version;
        do {
            version = session.transaction("bringing its schema up to date", s -> {
                first.in(s);
                return nextStep(s, subject);
            });
        } while (version < steps.size());
    }

    /**
     * How far the tables are from today's; changes nothing.
     *
     * @throws StateException if they were written by a newer program
     */
    Readiness look(SqlSession session, String subject) throws SQLException {
        boolean begun = session.one(
                "SELECT count(*) FROM information_schema.tables"
                        + " WHERE table_name = 'schema_version' AND table_schema = current_schema()",
                row -> row.getInt(1) > 0);
        int found = begun ? version(session) : 0;
        requireKnown(found, subject);
        return found < steps.size() ? Readiness.OUTDATED : Readiness.READY;
    }

    private static int version(SqlSession session) throws SQLException {
        return session.one("SELECT coalesce(max(version), 0) FROM schema_version", row -> row.getInt(1));
    }

    private void requireKnown(int found, String subject) {
        if (found > steps.size()) {
            throw new StateException(
                    ("%s was written by a newer program (schema %d, this program knows %d): use the newer"
                                    + " program again, or restore the backup from before the upgrade")
                            .formatted(subject, found, steps.size()));
        }
    }

    /** Answers with the version that there is now. */
    private int nextStep(SqlSession session, String subject) throws SQLException {
        session.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
        int found = version(session);
        requireKnown(found, subject);
        if (found == steps.size()) {
            return found;
        }
        session.execute(text(steps.get(found)));
        session.update("INSERT INTO schema_version VALUES (?)", found + 1);
        return found + 1;
    }

    private String text(String step) {
        String path = "/braze-cohorts/schema/" + database + "/" + step;
        try (InputStream in = Schema.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
