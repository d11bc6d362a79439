// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunStatus;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({
        "COMPLETED, 0",
        "PLANNED, 0",
        "INCOMPLETE, 1",
        "FAILED, 1",
        "SKIPPED, 1",
        "INTERRUPTED, 1",
        "REFUSED, 3",
        "HELD, 4"
    })
    void tellsTheShellHowARunEnded(RunStatus status, int code) {
        assertThat(ExitCode.of(status)).isEqualTo(code);
    }

    /** The first of 2, 3, 1, 4, 0 that applies. */
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "0, 0",
        "'0 1', 1",
        "'1 0 3', 3",
        "'3 1 0', 3",
        "'0 1 2 3', 2",
        "'3 2', 2",
        "'1 1', 1",
        "'0 4', 4",
        "'4 1', 1",
        "'4 3', 3"
    })
    void tellsOfSeveralRunsTheWorst(String codes, int code) {
        List<Integer> all = codes.isEmpty()
                ? List.of()
                : Arrays.stream(codes.split(" ")).map(Integer::valueOf).toList();

        assertThat(ExitCode.of(all)).isEqualTo(code);
    }

    @Test
    void knowsACodeForEveryStatus() {
        for (RunStatus status : RunStatus.values()) {
            assertThat(ExitCode.of(status)).isIn(0, 1, 3, 4);
        }
    }
}
