// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Path HOME = Path.of("/srv/cohorts");
    private static final Map<String, String> REAL = Map.of(
            "braze.instance", "US-03",
            "braze.partner", "amperity",
            "braze.data-import-key", "data-import-hunter2",
            "braze.partner-api-key", "partner-hunter2");

    @Test
    void needsNothingButTheStandIn() {
        Settings settings = read(Map.of("braze.instance", "sandbox"));

        assertThat(only(settings).instance().isSandbox()).isTrue();
        assertThat(only(settings).partner()).isEqualTo("sandbox");
        assertThat(only(settings).cohortIdPrefix()).isEqualTo("sandbox-");
    }

    @Test
    void hasTheDefaultsOfTheContract() {
        Settings settings = read(REAL);

        assertThat(only(settings).instance().name()).isEqualTo("US-03");
        assertThat(only(settings).partner()).isEqualTo("amperity");
        assertThat(only(settings).cohortIdPrefix()).isEqualTo("amperity-");
        assertThat(only(settings).batchSize()).isEqualTo(1000);
        assertThat(only(settings).requestsPerHour()).isEqualTo(250_000);
        assertThat(only(settings).maxConcurrentRequests()).isEqualTo(16);
        assertThat(settings.state()).isEqualTo(Path.of("/srv/cohorts/data/state.duckdb"));
    }

    @Test
    void isShownWithItsKeysMasked() {
        assertThat(only(read(REAL)))
                .hasToString(
                        "workspace default: instance US-03 (https://rest.iad-03.braze.com), partner amperity, keys ***,"
                                + " cohort ids amperity-…, 1000 ids a request, 250000 requests an hour, 16 at once,"
                                + " settling time 15m");
    }

    @Test
    void takesWhatIsWritten() {
        Settings settings = read(with(Map.of(
                "braze.cohort-id-prefix", "crm/",
                "braze.batch-size", "500",
                "braze.requests-per-hour", "1000",
                "braze.max-concurrent-requests", "4",
                "braze.retries", "0",
                "state.jdbc-url", "jdbc:duckdb:../memory/x.duckdb")));

        assertThat(only(settings).cohortIdPrefix()).isEqualTo("crm/");
        assertThat(only(settings).batchSize()).isEqualTo(500);
        assertThat(only(settings).requestsPerHour()).isEqualTo(1000);
        assertThat(only(settings).maxConcurrentRequests()).isEqualTo(4);
        assertThat(settings.state()).isEqualTo(Path.of("/srv/memory/x.duckdb"));
    }

    @Test
    void keepsAnAbsoluteStateWhereItIs() {
        assertThat(read(with(Map.of("state.jdbc-url", "jdbc:duckdb:/var/lib/x.duckdb")))
                        .state())
                .isEqualTo(Path.of("/var/lib/x.duckdb"));
    }

    @ParameterizedTest
    @CsvSource({"90d, P90D", "1d, P1D", "1D, P1D", "36h, PT36H", "1d12h, P1DT12H", "P400D, P400D", "36500d, P36500D"})
    void keepsHistoryForSoLong(String written, Duration kept) {
        assertThat(read(with(Map.of("state.keep-history", written))).keepHistory())
                .isEqualTo(kept);
    }

    @Test
    void keepsHistoryForAQuarterUnlessToldOtherwise() {
        assertThat(read(REAL).keepHistory()).isEqualTo(Duration.ofDays(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"23h", "0d", "-90d", "36501d", "90", "90 days", "d", "never"})
    void refusesAHistoryThatIsNoneOrIsNoTime(String written) {
        assertThat(problems(with(Map.of("state.keep-history", written))))
                .containsExactly(
                        "state.keep-history must be a time from 1d to 36500d, like 30d or 90d; it is: " + written);
    }

    @Test
    void asksForEverythingThatARealInstanceNeedsAtOnce() {
        assertThat(problems(Map.of("braze.instance", "US-03")))
                .hasSize(3)
                .anyMatch(p -> p.startsWith("braze.partner is missing: "))
                .anyMatch(p -> p.startsWith("braze.data-import-key is missing: "))
                .anyMatch(p -> p.startsWith("braze.partner-api-key is missing: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "US-99"})
    void asksForAllOfItAlsoWhenTheInstanceIsMissingOrWrong(String instance) {
        assertThat(problems(instance.isEmpty() ? Map.of() : Map.of("braze.instance", instance)))
                .hasSize(4)
                .anyMatch(p -> p.startsWith("braze.instance "))
                .anyMatch(p -> p.startsWith("braze.partner is missing: "));
    }

    @Test
    void tellsEveryMistakeAtOnceAndNamesItsSetting() {
        List<String> problems = problems(Map.of(
                "braze.instance", "US-99",
                "braze.partner", "our partner",
                "braze.batch-size", "1001",
                "braze.requests-per-hour", "1",
                "braze.max-concurrent-requests", "many",
                "braze.retries", "-1",
                "state.jdbc-url", "jdbc:mysql:x"));

        assertThat(problems).hasSize(9);
        for (String setting : List.of(
                "braze.instance",
                "braze.partner",
                "braze.data-import-key",
                "braze.partner-api-key",
                "braze.batch-size",
                "braze.requests-per-hour",
                "braze.max-concurrent-requests",
                "braze.retries",
                "state.jdbc-url")) {
            assertThat(problems)
                    .filteredOn(p -> p.startsWith(setting + " "))
                    .as(setting)
                    .hasSize(1);
        }
    }

    @Test
    void listsItsMistakesInTheMessage() {
        assertThat(new SettingsException(List.of("braze.partner is missing"))).hasMessage("braze.partner is missing");
        assertThat(new SettingsException(List.of("one", "two")))
                .hasMessage("2 mistakes in the settings:\n  - one\n  - two");
    }

    @ParameterizedTest
    @CsvSource({
        "braze.batch-size, 1, 1000",
        "braze.requests-per-hour, 2, 250000",
        "braze.max-concurrent-requests, 1, 64",
        "braze.retries, 0, 100"
    })
    void holdsNumbersToTheirLimits(String setting, long least, long most) {
        read(with(Map.of(setting, "" + least)));
        read(with(Map.of(setting, "" + most)));

        for (String wrong : List.of(
                "" + (least - 1), "" + (most + 1), "x", "1.5", "1e2", "+5", "5 ", "99999999999999999999", "０")) {
            assertThat(problems(with(Map.of(setting, wrong))))
                    .containsExactly(
                            setting + " must be a whole number from " + least + " to " + most + "; it is: " + wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:duckdb:",
                "jdbc:mysql://h/x",
                "data/state.duckdb",
                "jdbc:duckdb:x?threads=4",
                "JDBC:DUCKDB:x"
            })
    void refusesAStateThatIsNoFile(String url) {
        assertThat(problems(with(Map.of("state.jdbc-url", url))))
                .singleElement()
                .asString()
                .startsWith("state.jdbc-url must name an embedded file");
    }

    @Test
    void takesASchemaInPostgresql() {
        Settings settings = read(with(Map.of(
                "state.jdbc-url", "jdbc:postgresql://db/state",
                "state.username", "cohorts",
                "state.password", "secret",
                "state.schema", "crm")));
        assertThat(settings.server())
                .hasValue(new StateServer("jdbc:postgresql://db/state", "cohorts", "secret", "crm"));
        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(settings.state()).isEqualTo(Path.of("/srv/cohorts/data/state"));
    }

    @Test
    void callsTheSchemaBrazeCohortsWhereNobodyNamesIt() {
        assertThat(read(with(Map.of("state.jdbc-url", "jdbc:postgresql:state"))).server())
                .map(StateServer::schema)
                .hasValue("braze_cohorts");
    }

    @Test
    void anEmbeddedStateHasNoServer() {
        assertThat(read(with(Map.of())).server()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_mine", "1st", "a-b", "a b", "sch\u00E9ma"})
    void refusesASchemaThatIsNoPlainName(String schema) {
        assertThat(problems(with(Map.of("state.schema", schema))))
                .singleElement()
                .asString()
                .startsWith("state.schema must be letters, digits and underscores")
                .endsWith("it is: " + schema);
    }

    @ParameterizedTest
    @ValueSource(strings = {"our partner", "a/b", "..", ".", "amperity?x", "ämperity", "a%2Fb"})
    void refusesAPartnerThatCannotBePartOfAnAddress(String partner) {
        assertThat(problems(with(Map.of("braze.partner", partner))))
                .singleElement()
                .asString()
                .startsWith("braze.partner must be letters, digits,")
                .endsWith("it is: " + partner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"amperity", "Amperity", "my_partner-2.0", "7"})
    void takesAPartnerAsBrazeIssuedIt(String partner) {
        assertThat(only(read(with(Map.of("braze.partner", partner)))).partner()).isEqualTo(partner);
    }

    @Test
    void tellsASettingThatCannotBeResolvedOnce() {
        Lookup lookup = name -> {
            if (name.equals("braze.data-import-key")) {
                throw new IllegalArgumentException("the environment variable BRAZE_DATA_IMPORT_KEY is not set");
            }
            return Optional.ofNullable(REAL.get(name));
        };

        assertThat(problems(lookup, REAL.keySet()))
                .containsExactly("braze.data-import-key cannot be read: "
                        + "the environment variable BRAZE_DATA_IMPORT_KEY is not set");
    }

    @Test
    void neverShowsASecret() {
        Map<String, String> given = new HashMap<>(REAL);
        given.put("braze.batch-size", "0");
        for (String instance : List.of(
                "https://me:hunter2@rest.iad-03.braze.com",
                "https://hunter2@dashboard-03.braze.com/x",
                "me:hunter2@rest.iad-03.braze.com",
                "https://me:hunt@hunter2@host",
                "https://rest.iad-03.braze.com?key=hunter2",
                "https://rest.iad-03.braze.com/#hunter2")) {
            given.put("braze.instance", instance);
            assertThat(problems(given)).hasSize(2).allSatisfy(p -> assertThat(p).doesNotContain("hunter2"));
            assertThat(problems(given).get(0)).contains("; it is: ").contains("***");
        }
        assertThat(read(REAL).toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "braze.batchSize, braze.batch-size",
        "braze.request-per-hour, braze.requests-per-hour",
        "braze.data-import-keys, braze.data-import-key",
        "state.jdbc.url, state.jdbc-url",
        "braze.workspaces.default.partner, braze.partner",
        "braze.workspaces.emea.partnr, braze.workspaces.emea.partner"
    })
    void namesTheNearestOneOfAnUnknownSetting(String written, String nearest) {
        assertThat(problems(with(Map.of(written, "x"))))
                .containsExactly(written + " is not a setting; the nearest one is " + nearest);
    }

    @Test
    void takesFurtherWorkspacesAndFromTheDefaultOneWhatTheyLeaveOut() {
        Settings settings = read(with(Map.of(
                "braze.batch-size", "500",
                "braze.retries", "3",
                "braze.workspaces.emea.instance", "EU-01",
                "braze.workspaces.emea.requests-per-hour", "1000",
                "braze.workspaces.emea.retries", "0",
                "braze.workspaces.apac.partner", "other")));

        assertThat(settings.workspaces())
                .extracting(WorkspaceSettings::name)
                .containsExactly("default", "apac", "emea");
        WorkspaceSettings apac = settings.workspaces().get(1);
        WorkspaceSettings emea = settings.workspaces().get(2);
        assertThat(emea.instance().name()).isEqualTo("EU-01");
        assertThat(apac.instance().name()).isEqualTo("US-03");
        assertThat(emea.partner()).isEqualTo("amperity");
        assertThat(apac.partner()).isEqualTo("other");
        assertThat(apac.cohortIdPrefix()).isEqualTo("other-");
        assertThat(emea.requestsPerHour()).isEqualTo(1000);
        assertThat(apac.requestsPerHour()).isEqualTo(250_000);
        assertThat(emea.batchSize()).isEqualTo(500);
        assertThat(emea.retries()).hasValue(0);
        assertThat(apac.retries()).isEmpty();
    }

    @Test
    void checksFurtherWorkspacesTooAndTellsASharedMistakeOnce() {
        Map<String, String> given = with(Map.of(
                "braze.batch-size", "0",
                "braze.workspaces.emea.instance", "EU-77",
                "braze.workspaces.emea.retries", "many"));

        assertThat(problems(given))
                .hasSize(3)
                .anyMatch(p -> p.startsWith("braze.batch-size must be"))
                .anyMatch(p -> p.startsWith("braze.workspaces.emea.instance must be"))
                .anyMatch(p -> p.startsWith("braze.workspaces.emea.retries must be"));
    }

    @Test
    void looksForAKeyInTheWorkspaceFirst() {
        assertThat(Settings.dataImportKey("default")).containsExactly("braze.data-import-key");
        assertThat(Settings.partnerApiKey("emea"))
                .containsExactly("braze.workspaces.emea.partner-api-key", "braze.partner-api-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "braze.instance",
                "braze.partner",
                "braze.batch-size",
                "braze.requests-per-hour",
                "braze.settling-time",
                "state.jdbc-url",
                "state.keep-history"
            })
    void neverShowsAKeyThatWasPastedIntoTheWrongLine(String setting) {
        for (String key : List.of("0b8f7d4e-6a51-4c3b-9d2e-7f1a5c8e3b60", "q7/K+w\"Z3=u%9&tR8yN2mL4jBx5vC1pH6dF0sG")) {
            Map<String, String> given = with(Map.of("braze.data-import-key", key, setting, key));
            assertThat(problems(given))
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem).contains(setting).doesNotContain(key.substring(0, 9)));
        }
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> given = new HashMap<>(REAL);
        given.putAll(more);
        return given;
    }

    private static Settings read(Map<String, String> given) {
        return Settings.read(name -> Optional.ofNullable(given.get(name)), given.keySet(), HOME);
    }

    private static WorkspaceSettings only(Settings settings) {
        assertThat(settings.workspaces()).hasSize(1);
        return settings.workspaces().get(0);
    }

    private static List<String> problems(Map<String, String> given) {
        return problems(name -> Optional.ofNullable(given.get(name)), given.keySet());
    }

    private static List<String> problems(Lookup lookup, Collection<String> names) {
        return catchThrowableOfType(SettingsException.class, () -> Settings.read(lookup, names, HOME))
                .problems();
    }
}
