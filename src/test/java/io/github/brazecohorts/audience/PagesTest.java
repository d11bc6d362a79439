// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
    private final List<Integer> read = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "0, 3, ''",
        "1, 3, 1",
        "2, 3, 2",
        "3, 3, 3",
        "4, 3, '3 1'",
        "6, 3, '3 3'",
        "7, 3, '3 3 1'",
        "2, 1, '1 1'"
    })
    void cutsTheRowsIntoPagesAndTellsEachCount(int rows, int size, String counts) throws SourceException {
        List<Object> values = new ArrayList<>();
        Pages pages = new Pages(rows(rows), List.of("id"), "id", size, read::add);
        pages.forEachRemaining(page -> values.addAll(page.values()));

        assertThat(read).isEqualTo(counts.isEmpty() ? List.of() : numbers(counts));
        assertThat(values)
                .isEqualTo(IntStream.range(0, rows).mapToObj(n -> (Object) n).toList());
    }

    private static List<Integer> numbers(String counts) {
        return Arrays.stream(counts.split(" ")).map(Integer::valueOf).toList();
    }

    @Test
    void readsNoFurtherThanThePageInHand() throws SourceException {
        Iterator<Map<String, Object>> rows = rows(5);
        Pages pages = new Pages(rows, List.of("id"), "id", 2, read::add);

        assertThat(pages.hasNext()).isTrue();
        pages.next();

        assertThat(rows.next()).containsEntry("id", 2);
    }

    @ParameterizedTest
    @CsvSource({"external_id, external_id", "EXTERNAL_ID, external_id", "external_id, EXTERNAL_ID", "Id, iD"})
    void findsTheColumnInAnyCase(String column, String idField) throws SourceException {
        Iterator<Map<String, Object>> rows =
                List.of(Map.<String, Object>of(column, "a", "name", "x")).iterator();

        assertThat(new Pages(rows, List.of("name", column), idField, 10, read::add)
                        .next()
                        .values())
                .containsExactly("a");
    }

    @Test
    void prefersTheColumnThatIsWrittenJustSo() throws SourceException {
        Iterator<Map<String, Object>> rows =
                List.of(Map.<String, Object>of("ID", "upper", "id", "lower")).iterator();

        assertThat(new Pages(rows, Set.of("ID", "id"), "id", 10, read::add)
                        .next()
                        .values())
                .containsExactly("lower");
    }

    @Test
    void refusesAResultWithoutTheColumn() {
        assertThatThrownBy(() -> new Pages(rows(1), List.of("email", "name"), "external_id", 10, read::add))
                .isInstanceOf(SourceException.class)
                .hasMessage("the query returns no column external_id (it returns: email, name); name the id column so"
                        + " in the query, or set idField");
    }

    @Test
    void refusesAResultWhereTheColumnIsAmbiguous() {
        assertThatThrownBy(() -> new Pages(rows(1), List.of("Id", "ID"), "id", 10, read::add))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("more than one column id (it returns: Id, ID)");
    }

    @Test
    void keepsRowsWhoseIdIsNull() throws SourceException {
        Map<String, Object> row = new HashMap<>();
        row.put("id", null);

        assertThat(new Pages(List.of(row).iterator(), List.of("id"), "id", 10, read::add)
                        .next()
                        .values())
                .containsExactly((Object) null);
    }

    @Test
    void endsWithItsRows() throws SourceException {
        Pages pages = new Pages(Collections.emptyIterator(), List.of("id"), "id", 10, read::add);

        assertThat(pages.hasNext()).isFalse();
        assertThatThrownBy(pages::next).isInstanceOf(NoSuchElementException.class);
        assertThat(read).isEmpty();
    }

    @Test
    void letsAFailureInMidwayThrough() throws SourceException {
        Iterator<Map<String, Object>> breaking = new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Map<String, Object> next() {
                if (given++ == 3) {
                    throw new IllegalStateException("the line broke");
                }
                return Map.of("id", given);
            }
        };
        Pages pages = new Pages(breaking, List.of("id"), "id", 2, read::add);
        pages.next();

        assertThatThrownBy(pages::next).hasMessage("the line broke");
        assertThat(read).as("a page that did not come is not counted").containsExactly(2);
    }

    private static Iterator<Map<String, Object>> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> Map.<String, Object>of("id", n))
                .iterator();
    }
}
