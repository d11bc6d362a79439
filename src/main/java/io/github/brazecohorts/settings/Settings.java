// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.settings;

import io.github.brazecohorts.braze.Instance;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings, read and checked as a whole.
 *
 * @param instance where Braze is
 * @param partner the partner's name; for the stand-in {@code sandbox} where none is given
 * @param cohortIdPrefix default: the partner's name and a hyphen
 * @param batchSize 1 to 1,000 ids a request; default 1,000
 * @param requestsPerHour 2 to 250,000; default 250,000, Braze's limit
 * @param maxConcurrentRequests 1 to 64; default 16
 * @param settlingTime how long a request without an answer may still be applied: 0 to 24 hours; default 15 minutes
 * @param state where it is remembered what was delivered: the file of the embedded database
 */
public record Settings(
        Instance instance,
        String partner,
        String cohortIdPrefix,
        int batchSize,
        long requestsPerHour,
        int maxConcurrentRequests,
        Duration settlingTime,
        Path state) {
    private static final String EMBEDDED = "jdbc:duckdb:";

    /** Keys are longer. */
    private static final int LONGEST_SHOWN = 32;

    /** Stands where the instance has a mistake, so that what every real instance needs is still asked for. */
    private static final Instance UNKNOWN = new Instance("unknown", Optional.of(URI.create("https://unknown.invalid")));

    /**
     * Reads the settings.
     *
     * @param lookup finds a setting
     * @param home the folder that relative paths are relative to
     * @throws SettingsException with every problem that was found
     */
    public static Settings read(Lookup lookup, Path home) {
        Reader reader = new Reader(lookup);
        Instance instance = reader.instance();
        String partner = reader.partner(instance);
        if (!instance.isSandbox()) {
            reader.keys(partner);
        }
        reader.number("braze.retries", 8, 0, 100);
        Settings settings = new Settings(
                instance,
                partner,
                reader.text("braze.cohort-id-prefix").orElse(partner + "-"),
                (int) reader.number("braze.batch-size", 1000, 1, 1000),
                reader.number("braze.requests-per-hour", 250_000, 2, 250_000),
                (int) reader.number("braze.max-concurrent-requests", 16, 1, 64),
                reader.duration("braze.settling-time", Duration.ofMinutes(15), Duration.ofDays(1)),
                reader.state(home));
        reader.finish();
        return settings;
    }

    /** Reads one setting after the other and collects what is wrong. */
    private static final class Reader {
        private final Lookup lookup;
        private final List<String> problems = new ArrayList<>();

        Reader(Lookup lookup) {
            this.lookup = lookup;
        }

        Optional<String> text(String name) {
            try {
                return lookup.find(name).filter(value -> !value.isBlank());
            } catch (IllegalArgumentException e) {
                problems.add(name + " cannot be read: " + e.getMessage());
                return Optional.empty();
            }
        }

        Optional<String> required(String name, String what) {
            int before = problems.size();
            Optional<String> value = text(name);
            if (value.isEmpty() && problems.size() == before) {
                problems.add(name + " is missing: " + what);
            }
            return value;
        }

        Instance instance() {
            Optional<String> value = text("braze.instance");
            try {
                return Instance.parse(value.orElseThrow(() -> new IllegalArgumentException(
                        "is missing: write the name of your Braze instance (US-03), the address of your dashboard,"
                                + " or sandbox")));
            } catch (IllegalArgumentException e) {
                problems.add("braze.instance " + e.getMessage()
                        + value.map(v -> "; it is: " + masked(v)).orElse(""));
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

        /** Neither may stand in the partner's line: that name is a part of an address, and logged. */
        void keys(String partner) {
            Optional<String> dataImportKey = required(
                    "braze.data-import-key",
                    "the Data Import Key, which Braze's dashboard shows under Partner"
                            + " Integrations > Technology Partners; best in the environment variable BRAZE_DATA_IMPORT_KEY");
            Optional<String> partnerApiKey = required(
                    "braze.partner-api-key",
                    "the key that Braze issued to the partner; best in the environment"
                            + " variable BRAZE_PARTNER_API_KEY");
            if (Stream.of(dataImportKey, partnerApiKey).anyMatch(Optional.of(partner)::equals)) {
                problems.add("braze.partner is one of the two keys; write the partner's name, which is no secret");
            }
        }

        String partner(Instance instance) {
            Optional<String> value = text("braze.partner");
            if (value.isEmpty() && !instance.isSandbox()) {
                problems.add("braze.partner is missing: the name under which Braze issued the partner API key; "
                        + "ask your Braze representative, there is no name that works for everyone");
            }
            if (value.isPresent() && !value.get().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                problems.add(
                        "braze.partner must be letters, digits, dots, hyphens and underscores, as it is a part of an"
                                + " address; it is: " + shown(value.get()));
            }
            return value.orElse(Instance.SANDBOX);
        }

        long number(String name, long byDefault, long least, long most) {
            // The routes name these settings themselves: a line without a value would be an empty text there.
            Optional<String> value = lookup.find(name);
            if (value.isEmpty()) {
                return byDefault;
            }
            if (!value.get().matches("\\d{1,9}")
                    || Long.parseLong(value.get()) < least
                    || Long.parseLong(value.get()) > most) {
                problems.add(name + " must be a whole number from " + least + " to " + most + "; it is: "
                        + shown(value.get()));
                return byDefault;
            }
            return Long.parseLong(value.get());
        }

        Duration duration(String name, Duration byDefault, Duration most) {
            Optional<String> value = text(name);
            Optional<Duration> read = value.flatMap(Reader::parsed)
                    .filter(duration -> !duration.isNegative() && duration.compareTo(most) <= 0);
            if (value.isPresent() && read.isEmpty()) {
                problems.add(name + " must be a time of at most " + most.toHours() + "h, like 90s, 15m or 2h; it is: "
                        + shown(value.get()));
            }
            return read.orElse(byDefault);
        }

        /** As {@code 15m}, or in ISO-8601. */
        private static Optional<Duration> parsed(String value) {
            String text = value.strip().toUpperCase(Locale.ROOT);
            try {
                return Optional.of(Duration.parse(text.startsWith("P") ? text : "PT" + text));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        Path state(Path home) {
            String url = text("state.jdbc-url").orElse(EMBEDDED + "data/state.duckdb");
            if (!url.startsWith(EMBEDDED) || url.length() == EMBEDDED.length() || url.contains("?")) {
                problems.add("state.jdbc-url must name an embedded file (" + EMBEDDED + "data/state.duckdb)");
                return home.resolve("data/state.duckdb");
            }
            return home.resolve(url.substring(EMBEDDED.length())).normalize();
        }

        void finish() {
            if (!problems.isEmpty()) {
                throw new SettingsException(problems);
            }
        }
    }
}
