// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of an id column, type by type of DuckDB. One context for all types: an audience for each. */
class IdentifiersFlowTest extends OnBench {
    @Test
    void everyTypeThatCanIdentifyIsSentAsItsPlainText() {
        bench.sql("CREATE TYPE tier AS ENUM ('Gold', 'silver')");
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("'Ada '::VARCHAR", "Ada ");
        texts.put("'6F1B0C5E-8A53-4B5E-9D0A-3F4E5D6C7B8A'::UUID", "6f1b0c5e-8a53-4b5e-9d0a-3f4e5d6c7b8a");
        texts.put("(-128)::TINYINT", "-128");
        texts.put("255::UTINYINT", "255");
        texts.put("(-32768)::SMALLINT", "-32768");
        texts.put("65535::USMALLINT", "65535");
        texts.put("(-2147483648)::INTEGER", "-2147483648");
        texts.put("4294967295::UINTEGER", "4294967295");
        texts.put("9007199254740993::BIGINT", "9007199254740993");
        texts.put("18446744073709551615::UBIGINT", "18446744073709551615");
        texts.put("170141183460469231731687303715884105727::HUGEINT", "170141183460469231731687303715884105727");
        texts.put("340282366920938463463374607431768211455::UHUGEINT", "340282366920938463463374607431768211455");
        texts.put("123456789012345678901234567890::DECIMAL(38, 0)", "123456789012345678901234567890");
        texts.put("12.50::DECIMAL(10, 2)", "12.50");
        texts.put("1e15::DOUBLE", "1000000000000000");
        texts.put("0.5::DOUBLE", "0.5");
        texts.put("16777216::FLOAT", "16777216");
        texts.put("'Gold'::tier", "Gold");
        audiences(texts.keySet());

        texts.forEach((column, text) -> {
            assertThat(bench.sync(named(column)).status()).as(column).isEqualTo("completed");
            assertThat(members(column)).as(column).containsExactly(text);
        });
    }

    @Test
    void aTypeThatIdentifiesNobodyFailsTheRunAndSaysWhatToDo() {
        Map<String, String> remedies = new LinkedHashMap<>();
        remedies.put("'4711'::BLOB", "cast the column to text");
        remedies.put("DATE '2026-11-24'", "type LocalDate");
        remedies.put("TIMESTAMP '2026-11-24 12:00:00'", "type Timestamp");
        remedies.put("true", "type Boolean");
        remedies.put("['4711']", "cast the column to text");
        remedies.put("{'id': '4711'}", "cast the column to text");
        remedies.put("'\"4711\"'::JSON", "type JsonNode, which cannot identify a user; take the text out of it");
        audiences(remedies.keySet());

        remedies.forEach((column, remedy) -> {
            RunReport report = bench.sync(named(column));
            assertThat(report.status()).as(column).isEqualTo("failed");
            assertThat(Bench.codes(report)).as(column).containsExactly("source-failed");
            assertThat(report.alerts().get(0).whatHappened().replace(named(column), "the audience"))
                    .contains(remedy)
                    .doesNotContain("4711");
        });
        assertThat(bench.requests()).isZero();
    }

    @Test
    void whatIsNotANumberIdentifiesNobody() {
        bench.query("SELECT unnest(['NaN'::DOUBLE, 'Infinity'::DOUBLE, 42::DOUBLE, NULL]) AS external_id");

        RunReport report = bench.start().sync();

        assertThat(report.skippedInvalid()).isEqualTo(2);
        assertThat(report.skippedNull()).isEqualTo(1);
        assertThat(bench.members()).containsExactly("42");
    }

    /** An audience for each column, and the routes started. */
    private void audiences(Set<String> columns) {
        columns.forEach(column -> bench.audience(
                named(column), "cohortName", named(column), "query", "SELECT " + column + " AS external_id"));
        bench.start();
    }

    /** A NAME for a column, from the words in it. */
    private static String named(String column) {
        return column.replaceAll("[^A-Za-z0-9]+", "-");
    }

    private Set<String> members(String column) {
        return bench.braze.members("amperity-" + named(column));
    }
}
