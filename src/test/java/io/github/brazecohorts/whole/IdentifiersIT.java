// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.brazecohorts.sandbox.Alias;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Ids are text exactly as the column has it, whatever its type and whatever stands in it. */
class IdentifiersIT extends WholeWay {
    /** What one could take for the same, or for nothing; each is somebody. */
    private static final List<String> DIFFERENT_PEOPLE = List.of(
            "Ada",
            "ada",
            "ADA",
            " ada",
            "ada ",
            "a\u00a0da",
            "0042",
            "42",
            "42.0",
            "null",
            "NULL",
            "caf\u00e9",
            "cafe\u0301",
            "\ufb01x",
            "fix",
            "stra\u00dfe",
            "strasse",
            "I",
            "\u0130",
            "\u0131",
            "\u05d0\u05d1",
            "\u200f\u05d0\u05d1",
            "x\u202ey",
            "xy",
            "x\u200dy",
            "\ufeffxy",
            "\ud83d\udc69",
            "\ud83d\udc69\u200d\ud83d\udcbb",
            "\u2764",
            "\u2764\ufe0f",
            "it's",
            "it''s",
            "say \"hi\"",
            "back\\slash",
            "\\u0041",
            "a,b;c|d",
            "{\"id\":1}",
            "${body}",
            "{{id}}",
            "%00",
            "<b>&amp;</b>",
            "'; DROP TABLE customer; --",
            "x".repeat(997),
            "\u00fc".repeat(498),
            "\ud83d\ude00".repeat(249));

    private static final List<String> INVALID = List.of(
            "",
            " ",
            "\t",
            "\u3000",
            "tab\there",
            "line\nbreak",
            "del\u007f",
            "nel\u0085",
            "x".repeat(998),
            "\u00fc".repeat(499));

    @Test
    void everyTypeThatCanIdentifyEndsInTheCohortAsItsPlainText() throws Exception {
        shop.update("CREATE EXTENSION IF NOT EXISTS citext SCHEMA pg_catalog");
        shop.update("CREATE TYPE tier AS ENUM ('Gold', 'silver')");
        shop.update("CREATE DOMAIN customer_number AS bigint");
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("'Ada '::text", "Ada ");
        texts.put("'Ada '::varchar(9)", "Ada ");
        texts.put("'Ada'::char(5)", "Ada  ");
        texts.put("'Ada'::name", "Ada");
        texts.put("'Ada'::citext", "Ada");
        texts.put("'x'::\"char\"", "x");
        texts.put("'Gold'::tier", "Gold");
        texts.put("'6F1B0C5E-8A53-4B5E-9D0A-3F4E5D6C7B8A'::uuid", "6f1b0c5e-8a53-4b5e-9d0a-3f4e5d6c7b8a");
        texts.put("(-7)::smallint", "-7");
        texts.put("2147483647::int", "2147483647");
        texts.put("9007199254740993::bigint", "9007199254740993");
        texts.put("4711::customer_number", "4711");
        texts.put("4294967295::oid", "4294967295");
        texts.put("18446744073709551615::numeric(20, 0)", "18446744073709551615");
        texts.put("12.50::numeric(10, 2)", "12.50");
        texts.put("1e20::numeric", "100000000000000000000");
        texts.put("1e15::double precision", "1000000000000000");
        texts.put("0.5::real", "0.5");
        texts.put("'10.0.0.1'::inet", "10.0.0.1");
        Map<String, String> columns = audiences(texts.keySet());

        Ended all = folder.run("sync", "--all", "--json").with(0);

        assertThat(all.json()).hasSize(texts.size());
        columns.forEach((name, column) ->
                assertThat(braze.members(Folder.cohort(name))).as(column).containsExactly(texts.get(column)));
        assertThat(braze.violations()).isEmpty();
    }

    @Test
    void aTypeThatIdentifiesNobodyFailsTheRunAndNothingIsSent() throws Exception {
        Map<String, String> columns = audiences(Set.of(
                "'4711'::bytea",
                "true",
                "DATE '2026-11-24'",
                "TIMESTAMP '2026-11-24 12:00:00'",
                "TIMESTAMPTZ '2026-11-24 12:00:00Z'",
                "ARRAY['4711']",
                "'\"4711\"'::json",
                "'\"4711\"'::jsonb",
                "'4711'::jsonb"));

        Ended all = folder.run("sync", "--all", "--json").with(1);

        for (String name : columns.keySet()) {
            JsonNode report = all.json(name);
            assertThat(report.path("status").asText()).as(columns.get(name)).isEqualTo("failed");
            assertThat(report.path("alerts").findValuesAsText("code"))
                    .as(columns.get(name))
                    .containsExactly("source-failed");
            assertThat(report.path("alerts").toString())
                    .contains("cannot identify a user")
                    .doesNotContain("4711");
        }
        assertThat(braze.requests().total()).isZero();
    }

    /** In each of the three kinds of id. */
    @Test
    void differentBytesAreDifferentPeopleWhoEnterAndLeave() throws Exception {
        folder.audience("users", EVERYBODY)
                .audience("devices", "SELECT external_id AS device_id FROM customer", "idField", "device_id")
                .audience("aliases", EVERYBODY, "aliasLabel", "loyalty \"card\"");
        shop.enter(DIFFERENT_PEOPLE);
        shop.enter("Ada", "caf\u00e9", null, null);
        shop.enter(INVALID);

        Ended first = folder.run("sync", "--all", "--json").with(0);
        for (String audience : List.of("users", "devices", "aliases")) {
            JsonNode report = first.json(audience);
            assertThat(report.path("skipped_null").asInt()).isEqualTo(2);
            assertThat(report.path("skipped_invalid").asInt()).isEqualTo(INVALID.size());
            assertThat(report.path("duplicates").asInt()).isEqualTo(2);
            assertThat(report.path("added").asInt()).isEqualTo(DIFFERENT_PEOPLE.size());
        }
        assertMembers(DIFFERENT_PEOPLE);

        List<String> leaving = everyOther();
        shop.leave(leaving.toArray(String[]::new));
        List<String> staying = new ArrayList<>(DIFFERENT_PEOPLE);
        staying.removeAll(leaving);
        Ended second = folder.run("sync", "--all", "--json").with(0);
        assertThat(second.json("aliases").path("removed").asInt()).isEqualTo(leaving.size());
        assertMembers(staying);
        assertThat(braze.violations()).isEmpty();
    }

    private static List<String> everyOther() {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < DIFFERENT_PEOPLE.size(); i += 2) {
            some.add(DIFFERENT_PEOPLE.get(i));
        }
        return some;
    }

    private void assertMembers(List<String> people) {
        assertThat(braze.members(Folder.cohort("users"))).containsExactlyInAnyOrderElementsOf(people);
        assertThat(braze.deviceIds(Folder.cohort("devices"))).containsExactlyInAnyOrderElementsOf(people);
        assertThat(braze.aliases(Folder.cohort("aliases")))
                .containsExactlyInAnyOrderElementsOf(people.stream()
                        .map(name -> new Alias(name, "loyalty \"card\""))
                        .collect(Collectors.toSet()));
    }

    /** An audience for each column; answers with the columns by NAME. */
    private Map<String, String> audiences(Set<String> columns) throws Exception {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String column : columns) {
            String name = "column-" + (byName.size() + 1);
            byName.put(name, column);
            folder.audience(name, "SELECT " + column + " AS external_id");
        }
        return byName;
    }
}
