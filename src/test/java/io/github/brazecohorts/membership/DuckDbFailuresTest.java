// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuckDbFailuresTest {
    private final DuckDbFailures failures = new DuckDbFailures(Path.of("/data/state.duckdb"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Out of Memory Error: could not allocate block of size 256.0 KiB | Out of Memory Error | about 600MB
        Out of Memory Error: failed to offload data block: max_temp_directory_size | Out of Memory Error | disk is full
        IO Error: Could not write file "x": No space left on device | IO Error | disk is full
        IO Error: Cannot open file "x": Permission denied | IO Error | may not read and write
        IO Error: The file "x" exists, but it is not a valid DuckDB database file! | IO Error | restore a backup
        TransactionContext Error: Conflict on update! | TransactionContext Error | the next run repeats it
        Constraint Error: duplicate key "user-4711" | Constraint Error | the next run repeats it
        user-4711 is at fault | unnamed error | the next run repeats it
        """)
    void saysTheClassOfErrorAndWhatToDo(String text, String errorClass, String advice) {
        StateException words = failures.inWords("comparing", new SQLException(text));

        assertThat(words)
                .hasMessageContaining("/data/state.duckdb failed while comparing (" + errorClass + ")")
                .hasMessageContaining(advice)
                .hasMessageNotContaining("4711")
                .hasNoCause();
    }

    @Test
    void findsWhoHasTheFile() {
        SQLException taken = new SQLException("IO Error: Could not set lock on file \"x\": Conflicting lock is held in"
                + " /usr/bin/java (PID 4400). See also https://duckdb.org");
        assertThat(DuckDbFailures.isTaken(taken)).isTrue();
        assertThat(DuckDbFailures.holder(taken)).contains("4400");
    }
}
