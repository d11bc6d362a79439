// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;

/**
 * A user alias, in the shape that Segment's destination sends. Two aliases are the same when both parts are.
 *
 * @param name the alias itself
 * @param label what kind of alias it is
 */
public record Alias(
        @JsonProperty("alias_name") String name,
        @JsonProperty("alias_label") String label) implements Comparable<Alias> {
    private static final Comparator<Alias> ORDER =
            Comparator.comparing(Alias::label).thenComparing(Alias::name);

    @Override
    public int compareTo(Alias other) {
        return ORDER.compare(this, other);
    }

    /** Without the alias: it may be a person's address. */
    @Override
    public String toString() {
        return "alias";
    }
}
