// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentifiedTest {
    @Test
    void keepsWhoHasAnIdInTheOrderOfTheRowsWithDuplicates() throws SourceException {
        Identified identified = Identified.in(page("b", 1, "a", "b"));

        assertThat(identified.ids()).containsExactly("b", "1", "a", "b");
        assertThat(identified.size()).isEqualTo(4);
        assertThat(identified.withoutId()).isZero();
        assertThat(identified.invalid()).isZero();
    }

    @Test
    void countsNullApartFromInvalid() throws SourceException {
        Identified identified = Identified.in(page("a", null, "", " ", "x\u0000", null, Double.NaN, "y".repeat(998)));

        assertThat(identified).isEqualTo(new Identified(List.of("a"), 2, 5));
    }

    @Test
    void losesNoRow() throws SourceException {
        Identified identified = Identified.in(page("a", null, "", "b", null));

        assertThat(identified.size() + identified.withoutId() + identified.invalid())
                .isEqualTo(5);
    }

    @Test
    void refusesAPageWithAnUnusableType() {
        assertThatThrownBy(() -> Identified.in(page("a", new byte[0]))).isInstanceOf(SourceException.class);
    }

    @Test
    void findsNobodyOnAnEmptyPage() throws SourceException {
        assertThat(Identified.in(page()).size()).isZero();
    }

    @Test
    void printsCountsAndNobody() throws SourceException {
        assertThat(page("user-4711")).hasToString("Page[1 rows]");
        assertThat(Identified.in(page("user-4711", null))).hasToString("Identified[1]");
    }

    private static Page page(Object... values) {
        return new Page(Arrays.asList(values));
    }
}
