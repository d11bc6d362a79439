// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.util.Map;

/**
 * What goes back to the client.
 *
 * @param status HTTP status; 0 = the connection is closed without an answer
 * @param headers further headers, which win over the usual {@code Content-Type}
 * @param body the body as it is sent; may be empty
 */
record Answer(int status, Map<String, String> headers, String body) {
    /** No answer: the connection is closed. */
    static final Answer NONE = new Answer(0, Map.of(), "");

    /** What Segment's tests show of a request that Braze accepted. */
    static final Answer SUCCESS = message(201, "success");

    static Answer message(int status, String message) {
        return new Answer(status, Map.of(), Json.text(Map.of("message", message)));
    }

    static Answer json(Object value) {
        return new Answer(200, Map.of(), Json.text(value));
    }

    Answer with(Map<String, String> moreHeaders) {
        return new Answer(status, moreHeaders, body);
    }
}
