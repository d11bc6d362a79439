// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
     * @throws StateException if the tables were written by a newer program
     */
    void bringUpToDate(SqlSession session, String subject) {
        int found = session.transaction("looking at its schema", s -> {
            s.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
            return s.one("SELECT coalesce(max(version), 0) FROM schema_version", row -> row.getInt(1));
        });
        if (found > steps.size()) {
            throw new StateException(("%s was written by a newer program (schema %d, this program"
                            + " knows %d): use the newer program again, or restore the backup from before the upgrade")
                    .formatted(subject, found, steps.size()));
        }
        for (int version = found + 1; version <= steps.size(); version++) {
            take(session, version);
        }
    }

    private void take(SqlSession session, int version) {
        session.transaction("bringing its schema to version " + version, s -> {
            s.execute(text(steps.get(version - 1)));
            return s.update("INSERT INTO schema_version VALUES (?)", version);
        });
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
