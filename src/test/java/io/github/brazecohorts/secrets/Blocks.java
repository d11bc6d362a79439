// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.secrets;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds pieces of texts in other texts in one pass. Each text is cut into blocks of six characters: a run of eleven holds
 * one of them whole.
 */
final class Blocks {
    private static final int SIZE = 6;
    private static final int FACTOR = 31;
    private static final int OLDEST = (int) Math.pow(FACTOR, SIZE);

    private final Map<String, String> names = new HashMap<>();
    private final BitSet hashes = new BitSet(1 << Short.SIZE);

    /** @param texts with the name that is answered where a piece of it is found */
    Blocks(Stream<Map.Entry<String, String>> texts) {
        texts.forEach(text -> {
            for (int from = 0; from + SIZE <= text.getKey().length(); from += SIZE) {
                String block = text.getKey().substring(from, from + SIZE);
                names.put(block, text.getValue());
                hashes.set(folded(block.hashCode()));
            }
        });
    }

    /** The name of the first that is found, and the words around. */
    Optional<String> find(String text) {
        int hash = 0;
        for (int end = 1; end <= text.length(); end++) {
            hash = FACTOR * hash + text.charAt(end - 1) - (end > SIZE ? OLDEST * text.charAt(end - 1 - SIZE) : 0);
            if (end >= SIZE && hashes.get(folded(hash))) {
                String name = names.get(text.substring(end - SIZE, end));
                if (name != null) {
                    return Optional.of(name + " in: "
                            + text.substring(Math.max(0, end - 200), Math.min(text.length(), end + 100)));
                }
            }
        }
        return Optional.empty();
    }

    private static int folded(int hash) {
        return (hash ^ hash >>> Short.SIZE) & 0xffff;
    }
}
