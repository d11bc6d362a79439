// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Judges {@code cohort_changes}, and reads it.
 *
 * <p>Braze's page contradicts itself on which of the three arrays must be there: each may be missing here. An empty
 * id is refused: the sandbox's own, nothing is known of Braze.
 */
final class ChangesCheck {
    /** Braze's limit of user_ids, device_ids and aliases together, read as: over all objects of one request. */
    static final int MOST_IDS = 1_000;

    private static final String SHAPE = "cohort_changes must be an array of objects";
    private static final Set<String> FIELDS = Set.of("user_ids", "device_ids", "aliases", "should_remove");
    private static final Set<String> ALIAS_FIELDS = Set.of("alias_name", "alias_label");

    private final List<CohortEntry.Members> members = new ArrayList<>();
    private String problem;
    private boolean unknownFields;

    ChangesCheck(JsonNode changes) {
        if (!changes.isArray()) {
            problem = SHAPE;
        }
        changes.forEach(this::read);
        if (problem == null
                && members.stream().mapToInt(CohortEntry.Members::size).sum() > MOST_IDS) {
            problem = "Only 1,000 user_ids, device_ids and aliases may be sent in one request";
        }
    }

    /** What is wrong, or null. */
    String problem() {
        return problem;
    }

    List<CohortEntry.Members> members() {
        return members;
    }

    boolean hasUnknownFields() {
        return unknownFields;
    }

    private void read(JsonNode change) {
        if (!change.isObject()) {
            problem = SHAPE;
            return;
        }
        noteUnknownFields(change, FIELDS);
        JsonNode shouldRemove = change.path("should_remove");
        if (!shouldRemove.isMissingNode() && !shouldRemove.isBoolean()) {
            problem = SHAPE + " whose should_remove is a boolean";
        }
        members.add(new CohortEntry.Members(
                texts(change, "user_ids"),
                texts(change, "device_ids"),
                array(change, "aliases", this::isAlias, ChangesCheck::alias),
                shouldRemove.booleanValue()));
    }

    private List<String> texts(JsonNode change, String field) {
        return array(change, field, RequestCheck::isFilled, JsonNode::textValue);
    }

    private <T> List<T> array(JsonNode change, String field, Predicate<JsonNode> rule, Function<JsonNode, T> reading) {
        JsonNode array = change.path(field);
        List<T> read = new ArrayList<>(array.size());
        boolean fits = array.isMissingNode() || array.isArray();
        for (JsonNode each : array) {
            fits = fits && rule.test(each);
            read.add(reading.apply(each));
        }
        if (!fits) {
            problem = SHAPE + " whose " + field + " is an array of "
                    + (field.equals("aliases") ? "objects with alias_name and alias_label" : "non-empty strings");
        }
        return read;
    }

    private boolean isAlias(JsonNode node) {
        noteUnknownFields(node, ALIAS_FIELDS);
        return RequestCheck.isFilled(node.path("alias_name")) && RequestCheck.isFilled(node.path("alias_label"));
    }

    private static Alias alias(JsonNode node) {
        return new Alias(
                node.path("alias_name").textValue(), node.path("alias_label").textValue());
    }

    private void noteUnknownFields(JsonNode object, Set<String> known) {
        object.fieldNames().forEachRemaining(field -> unknownFields |= !known.contains(field));
    }
}
