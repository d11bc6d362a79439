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
     * What was found by {@link #addWithin}.
     *
     * @param rows all of them
     * @param withoutId those with NULL
     * @param invalid those that could not be taken by {@link #add}
     */
    record Within(long rows, long withoutId, long invalid) {}

    /**
     * Whether a connection leads to this very database, as the same user: then a query can be read here.
     *
     * @throws SQLException if the connection fails, or is none to a PostgreSQL
     */
    default boolean isIn(Connection source) throws SQLException {
        return false;
    }

    /**
     * Takes in what a query returns where {@link #isIn} holds: no row leaves the database. It is asked as on that connection,
     * and may only read.
     *
     * @param source where the query would be asked else; gives its settings (the search path and so on)
     * @param query a SELECT
     * @param column its id column, as the database writes it: of text, whole numbers or UUIDs
     * @return empty if it cannot be asked in this way, and nothing was taken in
     * @throws SQLException if the connection fails
     */
    default Optional<Within> addWithin(Connection source, String query, String column) throws SQLException {
        return Optional.empty();
    }

    /** Ends the reading: only a sealed audience can be compared. To be called behind the last row, and only there. */
    void seal();

    /** How many ids were added. */
    long size();

    @Override
    void close();
}
