// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalBarTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0       | 0       | vip  reading  0
        1234567 | 0       | vip  reading  1,234,567
        0       | 10      | vip  reading  [..............................]  0 of 10
        1       | 3       | vip  reading  [##########....................]  1 of 3
        1       | 1       | vip  reading  [##############################]  1 of 1
        999999  | 1000000 | vip  reading  [#############################.]  999,999 of 1,000,000
        4       | 3       | vip  reading  [##############################]  4 of 3
        """)
    void showsHowFarItIs(long done, long total, String line) {
        assertThat(TerminalBar.line("vip", "reading", done, total)).isEqualTo(line);
    }

    @Test
    void bearsTheLargestNumbers() {
        assertThat(TerminalBar.line("vip", "reading", 100_000_000_000L, 100_000_000_000L))
                .contains("#".repeat(30));
    }

    @Test
    void writesAtOnceAndLeavesTheTerminalAsItWas() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (TerminalBar bar = new TerminalBar(new PrintStream(written, true, StandardCharsets.UTF_8))) {
            bar.at("vip", "reading", 10, 0);
        }

        String line = "vip  reading  10";
        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r" + line + "\r\r" + " ".repeat(line.length()) + "\r");
    }

    @Test
    void writesNothingWhereNothingHappened() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        new TerminalBar(new PrintStream(written)).close();

        assertThat(written.size()).isZero();
    }
}
