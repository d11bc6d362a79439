// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a page that have a valid id.
 *
 * @param ids as text, in the order of the rows, duplicates included
 * @param withoutId how many rows had NULL
 * @param invalid how many ids were blank, too long, or had control characters
 */
public record Identified(List<String> ids, int withoutId, int invalid) {
    /** Keeps who has an id. */
    public static Identified in(Page page) throws SourceException {
        List<String> ids = new ArrayList<>(page.values().size());
        int withoutId = 0;
        int invalid = 0;
        for (Object value : page.values()) {
            if (value == null) {
                withoutId++;
                continue;
            }
            String id = Identifier.text(value);
            if (Identifier.isValid(id)) {
                ids.add(id);
            } else {
                invalid++;
            }
        }
        return new Identified(ids, withoutId, invalid);
    }

    /** How many have an id. */
    public int size() {
        return ids.size();
    }

    @Override
    public String toString() {
        return "Identified[" + ids.size() + "]";
    }
}
