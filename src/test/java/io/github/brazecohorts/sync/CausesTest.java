// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.audience.SourceException;
import io.github.brazecohorts.braze.Answer;
import io.github.brazecohorts.braze.BrazeException;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.membership.TakenException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CausesTest {
    @Test
    void tellsOurOwnMessages() throws Exception {
        assertThat(Causes.inWords(new StateException("the state is full"))).isEqualTo("the state is full");
        assertThat(Causes.inWords(new TakenException("process 4711 has it"))).isEqualTo("process 4711 has it");
        assertThat(Causes.inWords(new SourceException("no column id"))).isEqualTo("no column id");
        assertThat(Causes.inWords(new StoppedException())).contains("was stopped");
        assertThat(Causes.inWords(UnknownAudienceException.unknown(List.of("vip"))))
                .endsWith("known are: vip");
        assertThat(Causes.inWords(braze(429))).isEqualTo("Braze is busy (429)");
    }

    @Test
    void findsOurMessageUnderWhatCamelWrapsAroundIt() {
        Throwable wrapped =
                new RuntimeException("Exchange[user-4711]", new RuntimeException("row user-4711", braze(401)));

        assertThat(Causes.inWords(wrapped)).isEqualTo("Braze refused the keys (401)");
    }

    /** The text of these classes speaks of the connection, the login, the query or the server, never of a row. */
    @ParameterizedTest
    @ValueSource(
            strings = {"08001", "08006", "28P01", "3D000", "42P01", "42703", "42601", "53100", "57014", "58030", "XX000"
            })
    void tellsWhatADatabaseSaysOfConnectionAndQuery(String state) {
        assertThat(Causes.inWords(new SQLException("ERROR: relation \"vip\" does not exist\n  Position: 15", state)))
                .isEqualTo("the database says: relation \"vip\" does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P02", "22001", "22012", "23505", "23514", "P0001", "01000", "HY000", "S0001", "40001"})
    void doesNotTellWhatADatabaseSaysOfARow(String state) {
        String words =
                Causes.inWords(new SQLException("ERROR: invalid input syntax for integer: \"user-4711\"", state));

        assertThat(words).isEqualTo("the database failed with SQLSTATE " + state + ": SQLException");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Catalog Error: Table with name vip does not exist! | the database says: Catalog Error: Table with name vip does not exist!
        Binder Error: column "id" not found                | the database says: Binder Error: column "id" not found
        Parser Error: syntax error at or near "FORM"       | the database says: Parser Error: syntax error at or near "FORM"
        Conversion Error: Could not convert 'user-4711'    | the database failed: SQLException
        Invalid Input Error: user-4711                     | the database failed: SQLException
        Constraint Error: Duplicate key "id: user-4711"    | the database failed: SQLException
        user-4711 Parser Error:                            | the database failed: SQLException
        """)
    void knowsWhichErrorsOfDuckDbHoldARow(String text, String words) {
        assertThat(Causes.inWords(new SQLException(text))).isEqualTo(words);
    }

    @Test
    void tellsTheFirstLineOnly() {
        SQLException failure = new SQLException("Parser Error: syntax error\nLINE 1: SELECT 'user-4711'");

        assertThat(Causes.inWords(failure)).isEqualTo("the database says: Parser Error: syntax error");
    }

    @Test
    void bearsDatabasesThatSayNothing() {
        assertThat(Causes.inWords(new SQLException())).isEqualTo("the database failed: SQLException");
        assertThat(Causes.inWords(new SQLException(null, "42P01")))
                .isEqualTo("the database failed with SQLSTATE 42P01: SQLException");
        assertThat(Causes.inWords(new BatchUpdateException("user-4711", "x", new int[0])))
                .isEqualTo("the database failed with SQLSTATE x: BatchUpdateException");
    }

    @Test
    void tellsOfABrokenLineOnlyItsKind() {
        assertThat(Causes.inWords(new UnknownHostException("user-4711.example.org")))
                .isEqualTo("no answer: UnknownHostException");
        assertThat(Causes.inWords(new IOException("user-4711", new SocketTimeoutException("user-4711"))))
                .isEqualTo("no answer: SocketTimeoutException");
    }

    @Test
    void tellsOfAnythingElseOnlyItsKind() {
        assertThat(Causes.inWords(new IllegalStateException("user-4711")))
                .isEqualTo("unexpected failure: IllegalStateException");
        assertThat(Causes.inWords(null)).isEqualTo("unexpected failure: unknown");
    }

    @Test
    void endsWhereCausesGoInACircle() {
        Exception outer = new RuntimeException("a");
        Exception inner = new RuntimeException("b", outer);
        outer.initCause(inner);

        assertThat(Causes.inWords(outer)).isEqualTo("unexpected failure: RuntimeException");
    }

    private static BrazeException braze(int status) {
        try {
            Answer.check(status, name -> null, "user-4711", Instant.EPOCH);
            throw new AssertionError("accepted");
        } catch (BrazeException no) {
            return no;
        }
    }
}
