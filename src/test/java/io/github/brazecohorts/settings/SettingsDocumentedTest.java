// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Code, routes, sample and README speak of the same settings. */
class SettingsDocumentedTest {
    /** The list of the contract, by hand. */
    private static final Set<String> CONTRACT = Set.of(
            "state.jdbc-url",
            "state.username",
            "state.password",
            "state.schema",
            "state.keep-history",
            "braze.instance",
            "braze.data-import-key",
            "braze.partner-api-key",
            "braze.partner",
            "braze.cohort-id-prefix",
            "braze.batch-size",
            "braze.requests-per-hour",
            "braze.max-concurrent-requests",
            "braze.retries",
            "braze.settling-time");

    private static final Pattern IN_ROUTES = Pattern.compile("\\{\\{\\??((?:braze|state)\\.[a-z.-]+)[:}]");
    private static final Pattern IN_PROPERTIES = Pattern.compile("(?m)^#?((?:braze|state)\\.[a-z.-]+) *=");
    private static final Pattern OF_CHANNELS =
            Pattern.compile("\\b((?:alerts|reports)\\.(?!camel)[a-z-]+(?:\\.[a-z-]+)?)\\b");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (?:[^|]*\\| )?`((?:braze|state|alerts|reports)\\.[a-z.-]+)` \\| ([^|]*) \\|");
    private static final Path README = Path.of("README.md");
    private static final Path METADATA = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

    @Test
    void readsNothingThatTheContractLacks() {
        assertThat(CONTRACT).containsAll(read("sandbox")).containsAll(read("US-03"));
    }

    @Test
    void readsEverySettingOfTheTable() {
        assertThat(read("US-03"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Setting.values()).map(Setting::text).toList());
    }

    @Test
    void tellsTheDefaultsAndLimitsOfTheTableInTheReadme() throws IOException {
        for (Setting setting : Setting.values()) {
            if (setting.range() != null) {
                Setting.Range range = setting.range();
                assertThat(Files.readString(README))
                        .containsPattern("\\| `" + Pattern.quote(setting.text()) + "` \\| .*"
                                + String.format(Locale.ROOT, "%d to %,d", range.least(), range.most()) + ".* \\| "
                                + range.byDefault() + " \\|");
            }
        }
    }

    @Test
    void namesInTheRoutesOnlyWhatSettingsChecks() throws IOException {
        Set<String> checked = read("US-03");
        try (Stream<Path> routes = Files.list(Path.of("routes"))) {
            for (Path route : routes.toList()) {
                assertThat(checked).as(route.toString()).containsAll(all(IN_ROUTES, route));
            }
        }
    }

    @Test
    void showsInTheSampleOnlyWhatIsRead() throws IOException {
        assertThat(read("US-03")).containsAll(all(IN_PROPERTIES, Path.of("application.properties")));
    }

    @Test
    void explainsEverySettingInTheReadme() throws IOException {
        assumeTrue(Files.exists(README), "README.md is not written yet: there is nothing to compare the settings with");
        assertThat(Files.readString(README)).contains(read("US-03"));
    }

    @Test
    void showsAndExplainsEverySettingOfTheChannels() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path folder : List.of(Path.of("routes"), Path.of("src/main/java/io/github/brazecohorts/channel"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    named.addAll(all(OF_CHANNELS, file));
                }
            }
        }
        assertThat(named).hasSize(11);
        assertThat(all(OF_CHANNELS, Path.of("application.properties"))).isEqualTo(named);
        assertThat(all(OF_CHANNELS, README)).isEqualTo(named);
    }

    /** Whoever writes a setting in an IDE reads there what the README says. */
    @Test
    void tellsAnIdeWhatTheReadmeSays() throws IOException {
        Map<String, JsonNode> known = new TreeMap<>();
        new ObjectMapper()
                .readTree(METADATA.toFile())
                .path("properties")
                .forEach(property -> known.put(property.path("name").asText(), property));
        Map<String, String> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(README));
        while (row.find()) {
            rows.put(row.group(1), row.group(2).replace("`", ""));
        }
        assertThat(known.keySet()).isEqualTo(rows.keySet()).containsAll(read("US-03"));
        known.forEach((name, property) ->
                assertThat(property.path("description").asText()).isEqualToIgnoringCase(rows.get(name) + "."));
        for (Setting setting : Setting.values()) {
            if (setting.range() != null) {
                assertThat(known.get(setting.text()).path("defaultValue").asLong())
                        .isEqualTo(setting.range().byDefault());
            }
        }
    }

    @Test
    void callsASecretOneInTheReadme() throws IOException {
        for (Setting setting : Setting.values()) {
            String row = "\\| `" + Pattern.quote(setting.text()) + "` \\| [^|]*; a secret[;| ].*";
            assertThat(Pattern.compile(row).matcher(Files.readString(README)).find())
                    .as(setting.text())
                    .isEqualTo(setting.isSecret());
        }
    }

    /** The name of every setting that is asked for when all of them are missing but the instance. */
    private static Set<String> read(String instance) {
        Set<String> names = new TreeSet<>();
        try {
            Settings.read(
                    name -> {
                        names.add(name);
                        return name.equals("braze.instance") ? Optional.of(instance) : Optional.empty();
                    },
                    Set.of(),
                    Path.of(""));
        } catch (SettingsException missing) {
            assertThat(instance).isNotEqualTo("sandbox");
        }
        return names;
    }

    private static Set<String> all(Pattern pattern, Path file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(file));
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
