// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An alert as people read it, on the terminal as in a chat or an e-mail. What is missing in the alert is left out. Its
 * texts may hold what somebody once typed, so nothing in them breaks a line, moves a cursor or turns the reading direction.
 */
public final class AlertText {
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]+");
    private static final Pattern TURNS = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");

    private final Map<String, ?> alert;

    private AlertText(Map<String, ?> alert) {
        this.alert = alert;
    }

    /** The text of an alert as a map, with the field names of its JSON. */
    public static AlertText of(Map<String, ?> alert) {
        return new AlertText(alert);
    }

    /** The text of an alert. */
    public static AlertText of(Alert alert) {
        return of(alert.map());
    }

    /** The title, in one line. */
    public String title() {
        return several("title").stream().findFirst().orElse("Alert");
    }

    /** The title and what it is about, then what happened and the numbered steps, a line each. */
    public String text() {
        List<String> lines = new ArrayList<>();
        String about = about();
        lines.add(title() + (about.isEmpty() ? "" : " (" + about + ")"));
        several("what_happened").forEach(happened -> lines.add("  " + happened));
        List<String> steps = several("steps");
        for (int i = 0; i < steps.size(); i++) {
            lines.add("  " + (i + 1) + ". " + steps.get(i));
        }
        return String.join("\n", lines);
    }

    /** The text for Slack, where three characters mean links and mentions. */
    public String forSlack() {
        return text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String about() {
        List<String> facts = new ArrayList<>(several("code"));
        fact("audience", facts);
        fact("audiences", facts);
        fact("workspace", facts);
        fact("since", facts);
        return String.join(", ", facts);
    }

    private void fact(String field, List<String> facts) {
        List<String> values = several(field);
        if (!values.isEmpty()) {
            facts.add(field + " " + String.join(", ", values));
        }
    }

    /** The values of a field: one, those of a list, or none. */
    private List<String> several(String field) {
        Object value = alert.get(field);
        Collection<?> values = value instanceof Collection<?> list ? list : value == null ? List.of() : List.of(value);
        return values.stream()
                .map(each -> oneLine(String.valueOf(each)))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String oneLine(String text) {
        return BREAKS.matcher(TURNS.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }
}
