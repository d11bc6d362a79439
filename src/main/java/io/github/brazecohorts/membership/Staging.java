// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;

/** The audience as it is being read, outside of memory. Not for several threads. Closing it deletes it. */
public interface Staging extends AutoCloseable {
    /**
     * Takes some more ids, in the order and as often as the query returned them.
     *
     * @param ids valid identifiers: no control characters, not blank, well-formed Unicode
     * @throws StateException if they cannot be written (a full disk, say)
     */
    void add(Collection<String> ids);

    /**
     * What a query has put in by itself.
     *
     * @param rows all of them
     * @param withoutId those with NULL
     * @param invalid those that could not be taken by {@link #add}
     */
    record Inserted(long rows, long withoutId, long invalid) {}

    /**
     * The statement that puts in here what a query returns.
     *
     * @param countOthers behind it and in its transaction: how many other tables that has written to, and so the query
     */
    record Insertion(String sql, String countOthers) {}

    /**
     * Whether a connection leads to this very database: then a query can be {@link #insertion inserted} here.
     *
     * @throws SQLException if the connection fails, or is none to a PostgreSQL
     */
    default boolean isIn(Connection source) throws SQLException {
        return false;
    }

    /**
     * What is to be executed and committed on that connection, so that no row leaves the database. Behind it {@link #inserted}
     * is to be called, once.
     *
     * @param query a SELECT
     * @param column its id column, as the database writes it: of text, whole numbers or UUIDs
     * @return empty if whoever is connected may not do that
     * @throws SQLException if the connection fails
     */
    default Optional<Insertion> insertion(Connection source, String query, String column) throws SQLException {
        return Optional.empty();
    }

    /**
     * Takes in what was put in.
     *
     * @param count as many rows as the statement said
     */
    default Inserted inserted(long count) {
        throw new IllegalStateException("nothing can be inserted here");
    }

    /** Ends the reading: only a sealed audience can be compared. To be called behind the last row, and only there. */
    void seal();

    /** How many ids were added. */
    long size();

    @Override
    void close();
}
