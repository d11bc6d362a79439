// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** A copy of a route file, to be changed as a user would change it. Every change fails if there is nothing to change. */
final class RouteFile {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** What it does not show comes last. */
    private static final List<String> EDITORS_ORDER =
            List.of("routeConfiguration", "route", "beans", "routeTemplate", "templatedRoute");

    private final Path file;
    private final JsonNode root;

    RouteFile(Path file) {
        this.file = file;
        try {
            root = YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the node of this id: what stands under its EIP's name. */
    void change(String id, Consumer<ObjectNode> change) {
        change.accept(node(root, id));
        write();
    }

    /** Sets one of the node's values. */
    void set(String id, String field, Object value) {
        change(id, node -> node.putPOJO(field, value));
    }

    /** Sets one of an endpoint's parameters. */
    void setParameter(String id, String parameter, Object value) {
        change(id, node -> ((ObjectNode) node.get("parameters")).putPOJO(parameter, value));
    }

    /** Sets a property of a bean that the file defines. */
    void setProperty(String bean, String property, Object value) {
        ObjectNode found = find(root, node -> node.path("name").asText().equals(bean) && node.has("type"));
        ((ObjectNode) require(found, "bean " + bean).get("properties")).putPOJO(property, value);
        write();
    }

    /** Takes the node of this id out, with all that is inside. */
    void remove(String id) {
        Place place = require(place(root, id), "node " + id);
        place.list.remove(place.index);
        write();
    }

    /** Takes the node of this id out, and puts its steps in its place. */
    void unwrap(String id) {
        Place place = require(place(root, id), "node " + id);
        JsonNode steps = node(root, id).get("steps");
        place.list.remove(place.index);
        for (int i = 0; i < steps.size(); i++) {
            place.list.insert(place.index + i, steps.get(i));
        }
        write();
    }

    /** Puts a step behind the node of this id. */
    void insertBehind(String id, String yaml) {
        Place place = require(place(root, id), "node " + id);
        try {
            place.list.insert(place.index + 1, YAML.readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write();
    }

    /** Puts the file in the order in which Camel's visual editor writes one, and without comments, as that does. */
    void orderAsTheEditor() {
        List<JsonNode> entries = new ArrayList<>();
        root.forEach(entries::add);
        entries.sort(Comparator.comparingInt(
                entry -> EDITORS_ORDER.indexOf(entry.fieldNames().next())));
        ((ArrayNode) root).removeAll().addAll(entries);
        write();
    }

    private void write() {
        try {
            Files.writeString(file, YAML.writeValueAsString(root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode node(JsonNode in, String id) {
        return require(find(in, node -> node.path("id").asText().equals(id)), "node " + id);
    }

    private <T> T require(T found, String what) {
        if (found == null) {
            throw new IllegalArgumentException("there is no " + what + " in " + file.getFileName());
        }
        return found;
    }

    private interface Test {
        boolean holds(JsonNode node);
    }

    private static ObjectNode find(JsonNode in, Test test) {
        if (in.isObject() && test.holds(in)) {
            return (ObjectNode) in;
        }
        for (JsonNode child : in) {
            ObjectNode found = find(child, test);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Where a node stands in the list of its neighbours. */
    private record Place(ArrayNode list, int index) {}

    private static Place place(JsonNode in, String id) {
        if (in.isArray()) {
            for (int i = 0; i < in.size(); i++) {
                Iterator<JsonNode> eip = in.get(i).elements();
                if (in.get(i).isObject()
                        && eip.hasNext()
                        && eip.next().path("id").asText().equals(id)) {
                    return new Place((ArrayNode) in, i);
                }
            }
        }
        for (JsonNode child : in) {
            Place found = place(child, id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
