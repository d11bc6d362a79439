// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.quartz.CronExpression;

/** Reads an audience from the parameters of its block, and finds all that is wrong with them at once. */
public final class Parameters {
    private static final Set<String> KNOWN = Set.of(
            "cohortName",
            "query",
            "schedule",
            "timeZone",
            "source",
            "workspace",
            "idField",
            "idType",
            "aliasLabel",
            "cohortId",
            "mode",
            "maxRemovedPercent",
            "maxMembers",
            "reassertDays");
    private static final List<String> ID_TYPES = List.of("external_id", "device_id", "alias");

    /** That of an audience that names none. */
    static final String WORKSPACE = "default";

    /** The guard of an audience that says nothing of it. */
    public static final int MAX_REMOVED_PERCENT = 20;

    /** The parameters that are numbers, and how large each may be. */
    private static final Map<String, Long> NUMBERS =
            new TreeMap<>(Map.of("maxRemovedPercent", 100L, "maxMembers", 1_000_000_000_000L, "reassertDays", 3_650L));

    private final String name;
    private final Set<String> workspaces;
    private final Map<String, String> values = new TreeMap<>();
    private final Set<String> problems = new LinkedHashSet<>();

    /**
     * @param name the audience's NAME
     * @param given the parameters of its block; a name may be written in camelCase or in dash-case
     * @param workspaces the names of the workspaces that the settings define
     */
    public Parameters(String name, Map<String, ?> given, Set<String> workspaces) {
        this.name = name;
        this.workspaces = workspaces;
        given.forEach((key, value) -> take(camelCase(key), value == null ? "" : value.toString()));
    }

    private void take(String key, String value) {
        if (!KNOWN.contains(key)) {
            LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
            String nearest = KNOWN.stream()
                    .min(Comparator.comparing(known -> distance.apply(key, known)))
                    .orElseThrow();
            problems.add("unknown parameter " + key + "; known are "
                    + String.join(", ", KNOWN.stream().sorted().toList()) + "; the nearest one is " + nearest);
        } else if (value.contains("{{")) {
            problems.add(key + " names a setting that is not there: " + value
                    + (key.equals("query")
                            ? "; an SQL with {{ in it must stand in a file (resource:file:name.sql)"
                            : ""));
            values.put(key, value);
        } else if (!value.isBlank()) {
            values.put(key, value);
        }
    }

    private static String camelCase(String key) {
        StringBuilder camel = new StringBuilder();
        for (char c : key.toCharArray()) {
            boolean afterDash = camel.length() > 0 && camel.charAt(camel.length() - 1) == '-';
            if (afterDash) {
                camel.setLength(camel.length() - 1);
            }
            camel.append(afterDash ? Character.toUpperCase(c) : c);
        }
        return camel.toString();
    }

    /** All that is wrong, each as a sentence that says what to do; empty if {@link #audience()} may be called. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        for (String required : List.of("cohortName", "query")) {
            if (!values.containsKey(required)) {
                all.add(required + " is missing; every audience needs one");
            }
        }
        if (zone().isEmpty()) {
            all.add("timeZone is not a time zone: " + values.get("timeZone") + "; write one like Europe/Berlin");
        }
        if (values.containsKey("schedule") && !CronExpression.isValidExpression(values.get("schedule"))) {
            all.add("schedule is not a Quartz cron: " + values.get("schedule")
                    + "; write seconds, minutes, hours, day, month, weekday, as in 0 0/15 * * * ?");
        }
        if (!workspaces.contains(workspace())) {
            all.add("workspace is " + workspace() + "; the settings define only " + String.join(", ", workspaces));
        }
        if (!ID_TYPES.contains(idType())) {
            all.add("idType is " + idType() + "; it must be one of " + String.join(", ", ID_TYPES));
        }
        if (idType().equals("alias") != values.containsKey("aliasLabel")) {
            all.add("aliasLabel and idType alias go together: give both, or neither");
        }
        if (mode().isEmpty()) {
            all.add("mode is " + values.get("mode") + "; it must be mirror (add and remove) or add (never remove)");
        }
        NUMBERS.forEach((number, most) -> {
            if (number(number, 0) < 0 || number(number, 0) > most) {
                all.add(number + " must be a whole number from 0 to " + most + "; it is: " + values.get(number));
            }
        });
        return all;
    }

    /** The audience; only if there are no {@link #problems()}. */
    public Audience audience() {
        return new Audience(
                name,
                values.get("cohortName"),
                values.get("query"),
                Optional.ofNullable(values.get("schedule")),
                zone().orElseThrow(),
                values.getOrDefault("source", "warehouse"),
                workspace(),
                idField(),
                idType(),
                Optional.ofNullable(values.get("aliasLabel")),
                Optional.ofNullable(values.get("cohortId")),
                mode().orElseThrow(),
                (int) number("maxRemovedPercent", MAX_REMOVED_PERCENT),
                values.containsKey("maxMembers") ? OptionalLong.of(number("maxMembers", 0)) : OptionalLong.empty(),
                (int) number("reassertDays", 30));
    }

    private Optional<Mode> mode() {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.text().equals(values.getOrDefault("mode", Mode.MIRROR.text())))
                .findFirst();
    }

    /** A number as it is given; -1 where it is none. */
    private long number(String name, long byDefault) {
        String given = values.getOrDefault(name, String.valueOf(byDefault));
        return given.matches("\\d{1,15}") ? Long.parseLong(given) : -1;
    }

    /** The workspace that it names, whether there is one or not. */
    String workspace() {
        return values.getOrDefault("workspace", WORKSPACE);
    }

    private String idField() {
        return values.getOrDefault("idField", "external_id");
    }

    private String idType() {
        String byColumn = idField().equalsIgnoreCase("device_id") ? "device_id" : "external_id";
        return values.getOrDefault("idType", values.containsKey("aliasLabel") ? "alias" : byColumn);
    }

    private Optional<ZoneId> zone() {
        try {
            return Optional.of(ZoneId.of(values.getOrDefault("timeZone", "UTC")));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }
}
