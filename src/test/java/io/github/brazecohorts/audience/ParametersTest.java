// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    private static final Map<String, String> LEAST =
            Map.of("cohortName", "VIP", "query", "SELECT external_id FROM vip");

    @Test
    void needsOnlyANameAndAQuery() {
        assertThat(parameters(LEAST).problems()).isEmpty();
        assertThat(parameters(LEAST).audience())
                .isEqualTo(new Audience(
                        "vip",
                        "VIP",
                        "SELECT external_id FROM vip",
                        Optional.empty(),
                        ZoneId.of("UTC"),
                        "warehouse",
                        "default",
                        "external_id",
                        "external_id",
                        Optional.empty(),
                        Optional.empty(),
                        Mode.MIRROR,
                        20,
                        OptionalLong.empty(),
                        30));
    }

    @Test
    void takesEveryParameterInCamelCase() {
        assertAllTaken(Map.ofEntries(
                entry("cohortName", "VIP"),
                entry("query", "SELECT k FROM vip"),
                entry("schedule", "0 0/15 * * * ?"),
                entry("timeZone", "Europe/Berlin"),
                entry("source", "shop"),
                entry("workspace", "emea"),
                entry("idField", "k"),
                entry("idType", "alias"),
                entry("aliasLabel", "crm"),
                entry("cohortId", "old-id"),
                entry("mode", "add"),
                entry("maxRemovedPercent", "5"),
                entry("maxMembers", "5000000000"),
                entry("reassertDays", "0")));
    }

    @Test
    void takesEveryParameterInDashCase() {
        assertAllTaken(Map.ofEntries(
                entry("cohort-name", "VIP"),
                entry("query", "SELECT k FROM vip"),
                entry("schedule", "0 0/15 * * * ?"),
                entry("time-zone", "Europe/Berlin"),
                entry("source", "shop"),
                entry("workspace", "emea"),
                entry("id-field", "k"),
                entry("id-type", "alias"),
                entry("alias-label", "crm"),
                entry("cohort-id", "old-id"),
                entry("mode", "add"),
                entry("max-removed-percent", "5"),
                entry("max-members", "5000000000"),
                entry("reassert-days", "0")));
    }

    private static void assertAllTaken(Map<String, String> given) {
        assertThat(parameters(given).problems()).isEmpty();
        assertThat(parameters(given).audience())
                .isEqualTo(new Audience(
                        "vip",
                        "VIP",
                        "SELECT k FROM vip",
                        Optional.of("0 0/15 * * * ?"),
                        ZoneId.of("Europe/Berlin"),
                        "shop",
                        "emea",
                        "k",
                        "alias",
                        Optional.of("crm"),
                        Optional.of("old-id"),
                        Mode.ADD,
                        5,
                        OptionalLong.of(5_000_000_000L),
                        0));
    }

    @ParameterizedTest
    @CsvSource({
        "mode, delete, mirror (add and remove) or add (never remove)",
        "mode, MIRROR, mirror",
        "maxRemovedPercent, 101, from 0 to 100",
        "maxRemovedPercent, -1, from 0 to 100",
        "maxRemovedPercent, 20%, from 0 to 100",
        "maxMembers, many, whole number",
        "maxMembers, -5, whole number",
        "reassertDays, 1.5, from 0 to 3650",
        "reassertDays, 4000, from 0 to 3650"
    })
    void refusesAGuardThatIsNone(String parameter, String value, String rule) {
        assertThat(parameters(with(parameter, value)).problems())
                .singleElement()
                .asString()
                .startsWith(parameter)
                .contains(rule, value);
    }

    @Test
    void takesABlankParameterForOneThatIsNotThere() {
        Map<String, Object> given = new HashMap<>(LEAST);
        given.put("schedule", "");
        given.put("cohortId", null);
        given.put("timeZone", "  ");

        assertThat(parameters(given).problems()).isEmpty();
        assertThat(parameters(given).audience()).isEqualTo(parameters(LEAST).audience());
    }

    @ParameterizedTest
    @CsvSource({"device_id, device_id", "DEVICE_ID, device_id", "external_id, external_id", "customer, external_id"})
    void takesTheIdTypeFromTheColumn(String idField, String idType) {
        assertThat(parameters(with("idField", idField)).audience().idType()).isEqualTo(idType);
    }

    @Test
    void takesAnAliasLabelForTheIdTypeAlias() {
        assertThat(parameters(with("aliasLabel", "crm")).audience().idType()).isEqualTo("alias");
    }

    @Test
    void refusesAnAliasWithoutLabelAndALabelWithoutAlias() {
        assertThat(parameters(with("idType", "alias")).problems())
                .containsExactly("aliasLabel and idType alias go together: give both, or neither");
        assertThat(parameters(with("idType", "external_id", "aliasLabel", "crm"))
                        .problems())
                .containsExactly("aliasLabel and idType alias go together: give both, or neither");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cohortName", "query"})
    void needsBoth(String required) {
        Map<String, String> given = new HashMap<>(LEAST);
        given.put(required, " ");
        assertThat(parameters(given).problems()).containsExactly(required + " is missing; every audience needs one");
        given.remove(required);
        assertThat(parameters(given).problems()).containsExactly(required + " is missing; every audience needs one");
    }

    @ParameterizedTest
    @CsvSource({
        "cohortname, cohortName",
        "Query, query",
        "cron, mode",
        "maxRemoved, maxMembers",
        "maxRemovedPct, maxRemovedPercent",
        "cohort_name, cohortName"
    })
    void refusesAnUnknownParameterAndNamesTheKnownAndTheNearest(String unknown, String nearest) {
        assertThat(parameters(with(unknown, "x")).problems())
                .singleElement()
                .asString()
                .startsWith("unknown parameter " + unknown + "; known are ")
                .contains("aliasLabel, cohortId, cohortName,", "query", "timeZone")
                .endsWith("; the nearest one is " + nearest);
    }

    @Test
    void refusesASettingThatIsNotThere() {
        assertThat(parameters(with("cohortName", "VIP {{country}}")).problems())
                .containsExactly("cohortName names a setting that is not there: VIP {{country}}");
    }

    @Test
    void sendsAQueryWithDoubleBracesIntoAFile() {
        assertThat(parameters(with("query", "SELECT '{{1,2},{3,4}}'")).problems())
                .containsExactly(
                        "query names a setting that is not there: SELECT '{{1,2},{3,4}}'; an SQL with {{ in it must"
                                + " stand in a file (resource:file:name.sql)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 * * *", "*/15 * * * *", "hourly", "0 0/15 * * * *", "0 0 25 * * ?"})
    void refusesWhatIsNotAQuartzCron(String cron) {
        assertThat(parameters(with("schedule", cron)).problems())
                .containsExactly("schedule is not a Quartz cron: " + cron
                        + "; write seconds, minutes, hours, day, month, weekday, as in 0 0/15 * * * ?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Berlin", "CEST/Europe", "UTC+99"})
    void refusesWhatIsNotATimeZone(String zone) {
        assertThat(parameters(with("timeZone", zone)).problems())
                .containsExactly("timeZone is not a time zone: " + zone + "; write one like Europe/Berlin");
    }

    @Test
    void refusesAWorkspaceThatTheSettingsLack() {
        assertThat(parameters(with("workspace", "apac")).problems())
                .singleElement()
                .asString()
                .startsWith("workspace is apac; the settings define only ")
                .contains("default", "emea");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "EXTERNAL_ID", "user_id"})
    void refusesAnUnknownIdType(String type) {
        assertThat(parameters(with("idType", type)).problems())
                .containsExactly("idType is " + type + "; it must be one of external_id, device_id, alias");
    }

    @Test
    void findsAllMistakesAtOnce() {
        List<String> problems = parameters(Map.of(
                        "cron", "x",
                        "schedule", "hourly",
                        "timeZone", "Berlin",
                        "workspace", "apac",
                        "idType", "email",
                        "aliasLabel", "crm"))
                .problems();

        assertThat(problems).hasSize(8);
        assertThat(String.join("\n", problems))
                .contains(
                        "unknown parameter cron",
                        "cohortName is missing",
                        "query is missing",
                        "timeZone is not",
                        "schedule is not",
                        "workspace is apac",
                        "idType is email",
                        "aliasLabel and idType");
    }

    private static Map<String, String> with(String... more) {
        Map<String, String> given = new HashMap<>(LEAST);
        for (int i = 0; i < more.length; i += 2) {
            given.put(more[i], more[i + 1]);
        }
        return given;
    }

    private static Parameters parameters(Map<String, ?> given) {
        return new Parameters("vip", given, Set.of("default", "emea"));
    }
}
