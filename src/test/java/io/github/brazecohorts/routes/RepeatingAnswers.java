// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.secrets.Markers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers of Braze, or of whatever stands in its place, that repeat what was sent. */
final class RepeatingAnswers {
    private static final String PLAIN_ID = Markers.IDS.get(0);

    /** All that was sent, as JSON. */
    static final String ECHO = message(Markers.all());

    /** What Braze may answer, with all that it was told, by the name of the path. */
    static final Map<String, Fault> ALL = new LinkedHashMap<>();

    static {
        ALL.put("wrong-partner-key", says(401, "Invalid Partner API key " + Markers.PARTNER_API_KEY));
        ALL.put("wrong-secret", says(401, "Invalid client secret: " + Markers.DATA_IMPORT_KEY));
        ALL.put(
                "not-enabled",
                says(401, "Partner not enabled for client with client secret: " + Markers.DATA_IMPORT_KEY));
        ALL.put("unauthorized", says(401, "Unauthorized access " + Markers.all()));
        for (int status : new int[] {403, 404, 408, 409, 423, 425, 429, 500, 503}) {
            ALL.put("status-" + status, Fault.answer(status, Map.of(), ECHO));
        }
        ALL.put("moved", Fault.answer(302, Map.of("Location", location()), ECHO));
        ALL.put("strange-wait", Fault.answer(503, Map.of("Retry-After", Markers.DATA_IMPORT_KEY + PLAIN_ID), ECHO));
        ALL.put("with-errors", Fault.answer(201, Map.of(), "{\"message\":\"success\",\"errors\":[" + ECHO + "]}"));
        ALL.put("a-page", Fault.answer(200, Map.of("Content-Type", "text/html"), "<html>" + Markers.all() + "</html>"));
        ALL.put("closed-before", Fault.closeBefore());
        ALL.put("closed-after", Fault.closeAfter());
    }

    private RepeatingAnswers() {}

    private static Fault says(int status, String text) {
        return Fault.answer(status, Map.of(), message(text));
    }

    private static String message(String text) {
        return "{\"message\":\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }

    private static String location() {
        return "http://127.0.0.1:1/" + URLEncoder.encode(Markers.DATA_IMPORT_KEY, StandardCharsets.UTF_8) + "?"
                + PLAIN_ID;
    }
}
