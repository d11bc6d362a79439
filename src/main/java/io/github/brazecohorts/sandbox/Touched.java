// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose membership a request would change, read leniently, also from a request that is malformed.
 *
 * @param cohortId the cohort, or an empty text
 * @param added who would be added
 * @param removed who would be removed
 * @param size how many entries all arrays of all objects have, repeated ones included
 */
record Touched(String cohortId, Set<Member> added, Set<Member> removed, int size) {
    private static final List<String> ARRAYS = List.of("user_ids", "device_ids", "aliases");

    /** An identifier of one kind: the same text as a user id and as a device id are two people. */
    record Member(String kind, String id, String label) {}

    static Touched by(JsonNode body) {
        Set<Member> added = new HashSet<>();
        Set<Member> removed = new HashSet<>();
        int size = 0;
        for (JsonNode change : body.path("cohort_changes")) {
            Set<Member> members = change.path("should_remove").asBoolean() ? removed : added;
            for (String kind : ARRAYS) {
                size += change.path(kind).size();
                change.path(kind).forEach(each -> members.add(member(kind, each)));
            }
        }
        return new Touched(body.path("cohort_id").asText(), added, removed, size);
    }

    private static Member member(String kind, JsonNode node) {
        return node.isObject()
                ? new Member(
                        kind,
                        node.path("alias_name").asText(),
                        node.path("alias_label").asText())
                : new Member(kind, node.asText(), "");
    }

    /** Whether an identifier of any kind reads so; of an alias, its name. */
    boolean contains(String id) {
        return ARRAYS.stream().anyMatch(kind -> holds(added, kind, id) || holds(removed, kind, id));
    }

    private static boolean holds(Set<Member> members, String kind, String id) {
        return kind.equals("aliases")
                ? members.stream()
                        .anyMatch(each -> each.kind().equals(kind) && each.id().equals(id))
                : members.contains(new Member(kind, id, ""));
    }

    /** Whether somebody is both added and removed. */
    boolean contradictsItself() {
        return !Collections.disjoint(added, removed);
    }

    /** Whether somebody is added here and removed there, or the other way round, in one cohort. */
    boolean contradicts(Touched other) {
        return cohortId.equals(other.cohortId)
                && !(Collections.disjoint(added, other.removed) && Collections.disjoint(removed, other.added));
    }

    /** {@code add}, {@code remove}, {@code mixed}, or {@code none}. */
    String operation() {
        if (removed.isEmpty()) {
            return added.isEmpty() ? "none" : "add";
        }
        return added.isEmpty() ? "remove" : "mixed";
    }
}
