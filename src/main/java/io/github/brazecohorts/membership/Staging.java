// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.util.Collection;

/** The audience as it is being read, outside of memory. Not for several threads. Closing it deletes it. */
public interface Staging extends AutoCloseable {
    /**
     * Takes some more ids, in the order and as often as the query returned them.
     *
     * @param ids valid identifiers: no control characters, not blank, well-formed Unicode
     * @throws StateException if they cannot be written (a full disk, say)
     */
    void add(Collection<String> ids);

    /** Ends the reading: only a sealed audience can be compared. To be called behind the last row, and only there. */
    void seal();

    /** How many ids were added. */
    long size();

    @Override
    void close();
}
