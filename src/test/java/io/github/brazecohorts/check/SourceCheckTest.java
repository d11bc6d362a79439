// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class SourceCheckTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String WHEREABOUTS = "Check host and port in camel.beans.warehouse.jdbcUrl, and whether the"
            + " database is up and can be reached from here.";

    @Test
    void givesTheConnectionBackThatItTook() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            assertThat(check(LONG, () -> connection))
                    .isEqualTo(Finding.ok("source", "warehouse", "takes a connection"));
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void namesTheSourcesThatThereAre() {
        SourceCheck check = new SourceCheck(Map.of("shop", source(() -> null), "lake", source(() -> null)), LONG);

        assertThat(check.of("warehouse").what()).isEqualTo("there is no source of this name; known are: lake, shop");
        assertThat(new SourceCheck(Map.of(), LONG).of("warehouse").what()).endsWith("known are: none");
    }

    @Test
    void sendsToTheSettingThatIsAtFault() {
        assertThat(failed("28P01", "FATAL: password authentication failed for user \"reader\"")
                        .remedy())
                .isEqualTo("Check camel.beans.warehouse.username and camel.beans.warehouse.password.");
        assertThat(failed("3D000", "FATAL: database \"shoop\" does not exist").remedy())
                .isEqualTo("Check the name of the database in camel.beans.warehouse.jdbcUrl.");
        assertThat(failed("08006", "the line broke").remedy()).isEqualTo(WHEREABOUTS);
        assertThat(failed(null, "whatever").remedy()).startsWith("Check camel.beans.warehouse.jdbcUrl, its username");
    }

    @Test
    void tellsHowTheLineFailed() {
        assertThat(failed(new UnknownHostException("db")).what()).isEqualTo("the host in its address is unknown");
        assertThat(failed(new ConnectException("refused")).what()).isEqualTo("nobody listens at its address");
        assertThat(failed(new SocketTimeoutException("late")).what()).isEqualTo("nobody answers at its address");
    }

    @Test
    void givesUpOnAHostThatIsSilent() {
        CountDownLatch never = new CountDownLatch(1);

        Finding finding = check(Duration.ofMillis(10), () -> {
            never.await();
            return null;
        });

        assertThat(finding.what()).startsWith("no connection within");
        assertThat(finding.remedy()).isEqualTo(WHEREABOUTS);
    }

    private static Finding failed(Exception cause) {
        Finding finding = check(LONG, () -> {
            throw new IllegalStateException(new SQLException("The connection attempt failed.", "08001", cause));
        });
        assertThat(finding.remedy()).isEqualTo(WHEREABOUTS);
        return finding;
    }

    private static Finding failed(String state, String text) {
        return check(LONG, () -> {
            throw new SQLException(text, state);
        });
    }

    private static Finding check(Duration patience, Callable<Connection> connecting) {
        Finding finding = new SourceCheck(Map.of("warehouse", source(connecting)), patience).of("warehouse");
        assertThat(finding.subject()).isEqualTo("warehouse");
        return finding;
    }

    /** Of which only {@code getConnection()} is ever called. */
    private static DataSource source(Callable<Connection> connecting) {
        return (DataSource) Proxy.newProxyInstance(
                SourceCheckTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> connecting.call());
    }
}
