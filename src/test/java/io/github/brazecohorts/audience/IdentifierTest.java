// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PGobject;

class IdentifierTest {
    static Stream<Arguments> valuesAndTexts() {
        return Stream.of(
                Arguments.of("Customer-1 ", "Customer-1 "),
                Arguments.of(new StringBuilder("customer-1"), "customer-1"),
                Arguments.of('c', "c"),
                Arguments.of((short) 7, "7"),
                Arguments.of(4711, "4711"),
                Arguments.of(-1, "-1"),
                Arguments.of(9_007_199_254_740_993L, "9007199254740993"),
                Arguments.of(
                        new BigInteger("170141183460469231731687303715884105727"),
                        "170141183460469231731687303715884105727"),
                Arguments.of(new BigDecimal("4711"), "4711"),
                Arguments.of(new BigDecimal("4711.50"), "4711.50"),
                Arguments.of(new BigDecimal("1E+10"), "10000000000"),
                Arguments.of(new BigDecimal("1E-7"), "0.0000001"),
                Arguments.of(4711.0, "4711"),
                Arguments.of(4711.5, "4711.5"),
                Arguments.of(1e15, "1000000000000000"),
                Arguments.of(1e-7, "0.0000001"),
                Arguments.of(-0.0, "0"),
                Arguments.of(1.5f, "1.5"),
                Arguments.of(1e10f, "10000000000"),
                Arguments.of(
                        UUID.fromString("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"),
                        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
    }

    @ParameterizedTest
    @MethodSource("valuesAndTexts")
    void writesEveryTypeInItsPlainForm(Object value, String text) throws SourceException {
        assertThat(Identifier.text(value)).isEqualTo(text);
        assertThat(Identifier.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void findsNobodyInWhatIsNotANumber(double value) throws SourceException {
        assertThat(Identifier.isValid(Identifier.text(value))).isFalse();
        assertThat(Identifier.isValid(Identifier.text((float) value))).isFalse();
    }

    static Stream<Object> refused() {
        return Stream.of(
                new byte[] {47, 11},
                true,
                LocalDate.of(2026, 11, 24),
                new Timestamp(4711),
                List.of("user-4711"),
                Map.of("id", "user-4711"),
                new Object());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIdentifiesNobody(Object value) {
        assertThatThrownBy(() -> Identifier.text(value))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(value.getClass().getSimpleName())
                .hasMessageContaining("cast the column to text in the query")
                .hasMessageNotContaining("4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"citext", "inet", "ltree"})
    void takesTheTextOfWhatPostgresHasNoJavaTypeFor(String type) throws SourceException {
        assertThat(Identifier.text(postgres(type, "User-4711"))).isEqualTo("User-4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "jsonb"})
    void refusesJsonWhoseStringsAreQuoted(String type) {
        assertThatThrownBy(() -> Identifier.text(postgres(type, "\"user-4711\"")))
                .isInstanceOf(SourceException.class)
                .hasMessage("the id column holds values of the type " + type
                        + ", which cannot identify a user; take the text out of it in the query, with ->>");
    }

    private static PGobject postgres(String type, String text) {
        try {
            PGobject value = new PGobject();
            value.setType(type);
            value.setValue(text);
            return value;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesEveryCharacterThatIsNotAControl() {
        List<String> valid = List.of(
                "a",
                "a b",
                " a ",
                "a\u00a0b",
                "ü",
                "日本",
                "\ud83d\ude00",
                "👩‍👩‍👧‍👦",
                "\u200fשלום\u200e",
                "\u202eabc",
                "\u200b",
                "\ufeffa",
                "\u007ea",
                "\u00a1",
                "a\u2028b",
                "-",
                "0",
                "null",
                "'; DROP TABLE users; --",
                "\ufffd",
                "\uffff");
        assertThat(valid).allMatch(Identifier::isValid);
    }

    @Test
    void takesNoControlCharacterAnywhere() {
        for (int c = 0; c <= 0xFF; c++) {
            boolean control = c <= 0x1F || c >= 0x7F && c <= 0x9F;
            String character = Character.toString(c);
            assertThat(Identifier.isValid("a" + character + "b"))
                    .as("U+%04X", c)
                    .isEqualTo(!control);
            assertThat(Identifier.isValid("a" + character)).as("U+%04X", c).isEqualTo(!control);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "   ", "\t", "\n", "\u00a0", " \u00a0\u2003 ", "\u2007", "\u202f", "\u3000", "\u2028"})
    void takesNothingBlank(String blank) {
        assertThat(Identifier.isValid(blank)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud83d",
                "\ude00",
                "a\ud83d",
                "\ud83db",
                "\ude00\ud83d",
                "\ud83d\ud83d\ude00",
                "\ud83d\ude00\ude00"
            })
    void takesNoHalfOfACharacter(String broken) {
        assertThat(Identifier.isValid(broken)).isFalse();
    }

    /** The bound is in bytes of UTF-8, whatever the characters. */
    @ParameterizedTest
    @CsvSource({
        "a, 997, 0", // 1 byte each
        "ü, 498, 1", // 2 bytes each
        "日, 332, 1", // 3 bytes each
        "😀, 249, 1" // 4 bytes each
    })
    void takes997BytesAndNot998(String character, int count, int padding) {
        String longest = character.repeat(count) + "x".repeat(padding);

        assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(997);
        assertThat(Identifier.isValid(longest)).isTrue();
        assertThat(Identifier.isValid(longest + "x")).isFalse();
        assertThat(Identifier.isValid(character.repeat(count + 1))).isFalse();
    }

    @Test
    void refusesVeryLongTextToo() {
        assertThat(Identifier.isValid("x".repeat(1_000_000))).isFalse();
        assertThat(Identifier.isValid("x".repeat(996))).isTrue();
        assertThat(Identifier.isValid("日".repeat(332))).isTrue();
        assertThat(Identifier.isValid("日".repeat(333))).isFalse();
    }
}
