// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import java.util.List;

/**
 * Some rows of the query's result, reduced to the id column.
 *
 * @param values as the driver answered them; null where the column is NULL
 */
public record Page(List<Object> values) {
    @Override
    public String toString() {
        return "Page[" + values.size() + " rows]";
    }
}
