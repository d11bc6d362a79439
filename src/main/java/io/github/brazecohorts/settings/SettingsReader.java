// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.settings;

import io.github.brazecohorts.braze.Instance;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Reads one setting after the other and collects what is wrong. */
final class SettingsReader {
    private static final String EMBEDDED = "jdbc:duckdb:";
    private static final String SERVER = "jdbc:postgresql:";

    /** Stands where the instance has a mistake, so that what every real instance needs is still asked for. */
    private static final Instance UNKNOWN = new Instance("unknown", Optional.of(URI.create("https://unknown.invalid")));

    /** Keys are longer. */
    private static final int LONGEST_SHOWN = 32;

    private final Lookup lookup;
    private final List<String> problems = new ArrayList<>();

    /** A value, and the name under which it was found. */
    private record Found(String name, Optional<String> value) {
        boolean isBlank() {
            return value.filter(text -> !text.isBlank()).isEmpty();
        }
    }

    SettingsReader(Lookup lookup) {
        this.lookup = lookup;
    }

    /** What a workspace leaves out it takes from the default one. */
    private Found find(Setting setting, String workspace) {
        String own = setting.of(workspace);
        try {
            Found found = new Found(own, lookup.find(own));
            return found.isBlank() && !workspace.equals(Settings.DEFAULT) ? find(setting, Settings.DEFAULT) : found;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            note(own + " cannot be read: " + e.getMessage());
            return new Found(own, Optional.empty());
        }
    }

    private Optional<String> text(Setting setting, String workspace) {
        return find(setting, workspace).value().filter(value -> !value.isBlank());
    }

    /** What two workspaces share is told once. */
    private void note(String problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    void known(Iterable<String> names) {
        for (String name : names) {
            List<String> known = Setting.namesBeside(name);
            if (!known.contains(name)) {
                LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
                String nearest = known.stream()
                        .min(Comparator.comparing(other -> distance.apply(name, other)))
                        .orElseThrow();
                note(name + " is not a setting; the nearest one is " + nearest);
            }
        }
    }

    void required(Setting setting, String workspace, String what) {
        int before = problems.size();
        if (text(setting, workspace).isEmpty() && problems.size() == before) {
            note(setting.of(workspace) + " is missing: " + what);
        }
    }

    Instance instance(String workspace) {
        Found found = find(Setting.INSTANCE, workspace);
        try {
            return Instance.parse(found.value()
                    .filter(value -> !value.isBlank())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "is missing: write the name of your Braze instance (US-03), the address of your dashboard,"
                                    + " or sandbox")));
        } catch (IllegalArgumentException e) {
            note(found.name() + " " + e.getMessage()
                    + (found.isBlank() ? "" : "; it is: " + masked(found.value().orElse(""))));
            return UNKNOWN;
        }
    }

    /** Without the parts of an address that people keep passwords and keys in. */
    private static String masked(String address) {
        return shown(address.replaceFirst("^(\\w+://)?.*@", "$1***@").replaceFirst("[?#].*", "?***"));
    }

    /** As it is; but what is no address and as long as a key may be one, pasted into the wrong line. */
    private static String shown(String value) {
        return value.length() <= LONGEST_SHOWN || value.matches("(?i)https?://\\S*")
                ? value
                : "*** (" + value.length() + " characters)";
    }

    /** Neither key may stand in the partner's line: that name is a part of an address, and logged. */
    void notAKey(String partner, String workspace) {
        boolean isKey = Stream.of(Setting.DATA_IMPORT_KEY, Setting.PARTNER_API_KEY)
                .anyMatch(key -> text(key, workspace).equals(Optional.of(partner)));
        if (isKey) {
            note(find(Setting.PARTNER, workspace).name()
                    + " is one of the two keys; write the partner's name, which is no secret");
        }
    }

    String partner(Instance instance, String workspace) {
        Found found = find(Setting.PARTNER, workspace);
        if (found.isBlank()) {
            if (!instance.isSandbox()) {
                note(Setting.PARTNER.of(workspace)
                        + " is missing: the name under which Braze issued the partner API key; "
                        + "ask your Braze representative, there is no name that works for everyone");
            }
            return Instance.SANDBOX;
        }
        String partner = found.value().orElse("");
        if (!partner.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            note(found.name() + " must be letters, digits, dots, hyphens and underscores, as it is a part of an"
                    + " address; it is: " + shown(partner));
        }
        return partner;
    }

    Optional<String> prefix(String workspace) {
        return text(Setting.COHORT_ID_PREFIX, workspace);
    }

    long number(Setting setting, String workspace) {
        // A line without a value is a mistake too: the routes may name these settings themselves.
        Setting.Range range = setting.range();
        Found found = find(setting, workspace);
        if (found.value().isEmpty()) {
            return range.byDefault();
        }
        String value = found.value().get();
        if (!value.matches("\\d{1,9}")
                || Long.parseLong(value) < range.least()
                || Long.parseLong(value) > range.most()) {
            note(found.name() + " must be a whole number from " + range.least() + " to " + range.most() + "; it is: "
                    + shown(value));
            return range.byDefault();
        }
        return Long.parseLong(value);
    }

    /** The routes take those of the default workspace by themselves. */
    OptionalInt ownRetries(String workspace) {
        int retries = (int) number(Setting.RETRIES, workspace);
        boolean own = !workspace.equals(Settings.DEFAULT)
                && find(Setting.RETRIES, workspace).name().equals(Setting.RETRIES.of(workspace));
        return own ? OptionalInt.of(retries) : OptionalInt.empty();
    }

    Duration settlingTime(String workspace) {
        return time(
                find(Setting.SETTLING_TIME, workspace),
                new Times(Duration.ofMinutes(15), Duration.ZERO, Duration.ofDays(1)),
                "a time of at most 24h, like 90s, 15m or 2h");
    }

    /** Less than a day would forget a run before a person has looked at it. */
    Duration keepHistory() {
        return time(
                find(Setting.KEEP_HISTORY, Settings.DEFAULT),
                new Times(Duration.ofDays(90), Duration.ofDays(1), Duration.ofDays(36_500)),
                "a time from 1d to 36500d, like 30d or 90d");
    }

    /** What a time may be. */
    private record Times(Duration byDefault, Duration least, Duration most) {
        boolean hold(Duration time) {
            return time.compareTo(least) >= 0 && time.compareTo(most) <= 0;
        }
    }

    private Duration time(Found found, Times times, String rule) {
        Optional<Duration> read = found.value()
                .filter(value -> !value.isBlank())
                .flatMap(SettingsReader::duration)
                .filter(times::hold);
        if (!found.isBlank() && read.isEmpty()) {
            note(found.name() + " must be " + rule + "; it is: "
                    + shown(found.value().orElse("")));
        }
        return read.orElse(times.byDefault());
    }

    /** As {@code 15m}, {@code 90d} or {@code 1d12h}, or in ISO-8601. */
    private static Optional<Duration> duration(String value) {
        String text = value.strip().toUpperCase(Locale.ROOT);
        String iso = text.contains("D") ? "P" + text.replaceFirst("D(?=.)", "DT") : "PT" + text;
        try {
            return Optional.of(Duration.parse(text.startsWith("P") ? text : iso));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    Path state(Path home) {
        String url = stateUrl();
        if (url.startsWith(SERVER)) {
            return home.resolve("data/state");
        }
        if (!url.startsWith(EMBEDDED) || url.length() == EMBEDDED.length() || url.contains("?")) {
            note("state.jdbc-url must name an embedded file (" + EMBEDDED
                    + "data/state.duckdb) or a PostgreSQL database (" + SERVER + "//host/database); it is: "
                    + masked(url));
            return home.resolve("data/state.duckdb");
        }
        return home.resolve(url.substring(EMBEDDED.length())).normalize();
    }

    Optional<StateServer> server() {
        StateServer server = new StateServer(
                stateUrl(),
                text(Setting.STATE_USERNAME, Settings.DEFAULT).orElse(""),
                text(Setting.STATE_PASSWORD, Settings.DEFAULT).orElse(""),
                text(Setting.STATE_SCHEMA, Settings.DEFAULT).orElse("braze_cohorts"));
        if (!server.schema().matches("(?!pg_)[A-Za-z_][A-Za-z0-9_]{0,62}")) {
            note(
                    "state.schema must be letters, digits and underscores, at most 63, and not begin with a digit or pg_; it"
                            + " is: " + server.schema());
        }
        return Optional.of(server).filter(named -> named.jdbcUrl().startsWith(SERVER));
    }

    private String stateUrl() {
        return text(Setting.STATE_JDBC_URL, Settings.DEFAULT).orElse(EMBEDDED + "data/state.duckdb");
    }

    void finish() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
