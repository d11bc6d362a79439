// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/**
 * A request to one of Braze's endpoints, read but not yet judged.
 *
 * @param target where it went
 * @param contentType its {@code Content-Type}, or null
 * @param body the JSON, or a missing node where it is not JSON
 * @param touched whose membership it would change
 */
record Call(Endpoint.Target target, String contentType, JsonNode body, Touched touched) {
    static Call read(Endpoint.Target target, String contentType, byte[] bytes) {
        JsonNode body = parse(bytes);
        return new Call(target, contentType, body, Touched.by(body));
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return Json.MAPPER.readTree(bytes);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    Endpoint endpoint() {
        return target.endpoint();
    }

    /** The cohort, or null where the request names none. */
    String cohortId() {
        return body.path("cohort_id").textValue();
    }
}
