// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.IntConsumer;

/** A query's rows in pages: an exchange for each row would cost three to four times the processor time. */
public final class Pages implements Iterator<Page> {
    private final Iterator<Map<String, Object>> rows;
    private final String column;
    private final int size;
    private final IntConsumer read;

    /**
     * @param rows the result as it streams in
     * @param columns the names of its columns, as the database writes them
     * @param idField the column that holds the id, in any case
     * @param size rows in a page
     * @param read is told how many rows each page had
     * @throws SourceException if there is no such column, or two of them
     */
    public Pages(
            Iterator<Map<String, Object>> rows, Collection<String> columns, String idField, int size, IntConsumer read)
            throws SourceException {
        this.rows = rows;
        this.column = column(columns, idField);
        this.size = size;
        this.read = read;
    }

    /**
     * The name of the id column, as the database writes it.
     *
     * @throws SourceException if there is no such column, or two of them
     */
    public static String column(Collection<String> columns, String idField) throws SourceException {
        if (columns.contains(idField)) {
            return idField;
        }
        List<String> found =
                columns.stream().filter(name -> name.equalsIgnoreCase(idField)).toList();
        if (found.size() != 1) {
            throw new SourceException("the query returns " + (found.isEmpty() ? "no" : "more than one") + " column "
                    + idField + " (it returns: " + String.join(", ", columns)
                    + "); name the id column so in the query, or set idField");
        }
        return found.get(0);
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public Page next() {
        if (!rows.hasNext()) {
            throw new NoSuchElementException();
        }
        List<Object> values = new ArrayList<>(size);
        while (values.size() < size && rows.hasNext()) {
            values.add(rows.next().get(column));
        }
        read.accept(values.size());
        return new Page(values);
    }
}
