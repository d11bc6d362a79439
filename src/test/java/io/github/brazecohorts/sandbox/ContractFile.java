// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@code braze-contract.json}, with what it abbreviates written out. */
final class ContractFile {
    static final List<String> KINDS = List.of("user_ids", "device_ids", "aliases");

    private final JsonNode file;

    ContractFile() {
        try (InputStream in = ContractFile.class.getResourceAsStream("/sandbox/braze-contract.json")) {
            file = Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<JsonNode> cases() {
        return StreamSupport.stream(file.path("cases").spliterator(), false);
    }

    JsonNode request(String name) {
        return file.path("requests").path(name);
    }

    /** The body of a case, with both keys unless it says otherwise; {@code null} takes one away. */
    String body(JsonNode each) {
        if (each.has("rawBody")) {
            return each.get("rawBody").textValue();
        }
        ObjectNode body = file.path("keys").deepCopy();
        body.setAll((ObjectNode) each.get("body"));
        List<String> absent = new ArrayList<>();
        body.fieldNames().forEachRemaining(name -> {
            if (body.get(name).isNull()) {
                absent.add(name);
            }
        });
        body.remove(absent);
        return writtenOut(body).toString();
    }

    /** What stands after a case, by cohort id; a kind that is not mentioned is empty. */
    JsonNode cohorts(JsonNode each) {
        ObjectNode cohorts = Json.MAPPER.createObjectNode();
        each.path("cohorts").fields().forEachRemaining(cohort -> {
            ObjectNode expected = cohorts.putObject(cohort.getKey());
            expected.set("name", writtenOut(cohort.getValue().get("name")));
            KINDS.forEach(kind -> expected.set(kind, members(cohort.getValue().path(kind))));
        });
        return cohorts;
    }

    private static JsonNode members(JsonNode stated) {
        List<JsonNode> members = new ArrayList<>();
        writtenOut(stated).forEach(members::add);
        members.sort((one, other) -> one.toString().compareTo(other.toString()));
        return Json.MAPPER.createArrayNode().addAll(members);
    }

    private static JsonNode writtenOut(JsonNode node) {
        if (node == null) {
            return null;
        }
        if (node.path("letters").isInt()) {
            return TextNode.valueOf("x".repeat(node.get("letters").intValue()));
        }
        if (node.path("ids").has("from")) {
            ArrayNode ids = Json.MAPPER.createArrayNode();
            numbered(node.get("ids")).forEach(ids::add);
            return ids;
        }
        if (node.path("aliases").has("from")) {
            ArrayNode aliases = Json.MAPPER.createArrayNode();
            numbered(node.get("aliases"))
                    .forEach(id -> aliases.addObject().put("alias_name", id).put("alias_label", "email"));
            return aliases;
        }
        if (node.isObject()) {
            ObjectNode object = Json.MAPPER.createObjectNode();
            node.fields().forEachRemaining(field -> object.set(field.getKey(), writtenOut(field.getValue())));
            return object;
        }
        ArrayNode array = Json.MAPPER.createArrayNode();
        node.forEach(each -> array.add(writtenOut(each)));
        return node.isArray() ? array : node;
    }

    private static Stream<String> numbered(JsonNode range) {
        return IntStream.rangeClosed(
                        range.path("from").intValue(), range.path("to").intValue())
                .mapToObj(number -> "id-" + number);
    }
}
