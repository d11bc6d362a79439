// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsWordsToTheLeftAndNumbersToTheRight() {
        Table table = new Table(List.of("AUDIENCE", "READ", "TOOK", "STATUS"));
        table.row(List.of("vip", "1,000,000", "12.3 s", "completed"));
        table.row(List.of("lapsed-customers", "7", "0.1 s", "held"));

        assertThat(print(table)).isEqualTo("""
                AUDIENCE               READ    TOOK  STATUS
                vip               1,000,000  12.3 s  completed
                lapsed-customers          7   0.1 s  held
                """);
    }

    @Test
    void takesAColumnForWordsWhenOneCellIsNoNumber() {
        Table table = new Table(List.of("A", "B"));
        table.row(List.of("100", "-"));
        table.row(List.of("never", "100"));

        assertThat(print(table)).isEqualTo("""
                A        B
                100      -
                never  100
                """);
    }

    @Test
    void leavesNoSpaceAtTheEndOfALine() {
        Table table = new Table(List.of("AUDIENCE", "NOW"));
        table.row(List.of("vip", ""));
        table.row(List.of("lapsed", "reading"));

        assertThat(print(table).lines()).noneMatch(line -> line.endsWith(" "));
    }

    @Test
    void printsHeadingsAlone() {
        assertThat(print(new Table(List.of("AUDIENCE", "READ")))).isEqualTo("AUDIENCE  READ\n");
    }

    private static String print(Table table) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        table.print(out);
        out.flush();
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
