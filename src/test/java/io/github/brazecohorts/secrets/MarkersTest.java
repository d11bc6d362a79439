// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A search that finds nothing would prove nothing. */
class MarkersTest {
    static Stream<String> markers() {
        return Stream.concat(
                Stream.of(Markers.DATA_IMPORT_KEY, Markers.PARTNER_API_KEY, Markers.PASSWORD), Markers.IDS.stream());
    }

    @ParameterizedTest
    @MethodSource("markers")
    void everyRunOfTwelveCharactersIsFoundInEveryGuise(String marker) {
        assertThat(Guises.of(marker)).hasSizeGreaterThan(5).allSatisfy(guise -> {
            for (int from = 0; from + 12 <= guise.length(); from++) {
                assertThat(Markers.in("before " + guise.substring(from, from + 12) + " behind"))
                        .isPresent();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("markers")
    void itIsFoundInBase64WhateverStandsAroundIt(String marker) {
        for (String before : new String[] {"", "a", "ab", "abc", "abcd"}) {
            byte[] bytes = (before + marker + ":x").getBytes(StandardCharsets.UTF_8);
            assertThat(Markers.in("Basic " + Base64.getEncoder().encodeToString(bytes)))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "invalid-credentials", "Braze answered 401 to add 1..1000", "Xq7/v Yp5/g Wn4/c"})
    void otherTextsTellNothing(String text) {
        assertThat(Markers.in(text)).isEmpty();
    }
}
