// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The source's transaction ends before delivery begins: however long Braze takes, the database keeps nothing open for us.
 */
class SourceTransactionIT extends WholeWay {
    private static final String NAME = "the-program";

    @BeforeEach
    void write() throws Exception {
        shop.enter(people(1, 12_000));
        folder.audience("buyers", EVERYBODY)
                .set("camel.beans.warehouse.jdbcUrl", shop.jdbcUrl() + "&ApplicationName=" + NAME)
                .set("camel.beans.warehouse.maximumPoolSize", "1");
    }

    @Test
    void noTransactionIsOpenWhileARequestIsInFlight() throws Exception {
        HeldRequest held = new HeldRequest();
        braze.fault(Fault.hold(held).onUsers());
        Running sync = folder.program("sync", "buyers").start();
        held.awaitArrival();

        assertThat(backends()).containsExactly("idle");

        held.release();
        sync.end().with(0);
        assertThat(braze.members(Folder.cohort("buyers"))).hasSize(12_000);
    }

    /** It would be seen: this edit calls Braze while the pages are being read. */
    @Test
    void aRequestInTheMidstOfTheReadKeepsTheTransactionOpen() throws Exception {
        HeldRequest held = new HeldRequest();
        braze.fault(Fault.hold(held).onName());
        nameWithinThePages();
        Running sync = folder.program("sync", "buyers").start();
        held.awaitArrival();

        assertThat(backends()).containsExactly("idle in transaction");
        held.release();
        sync.kill();
    }

    private void nameWithinThePages() throws IOException {
        Path routes = folder.path("routes/cohort-sync.camel.yaml");
        String page = "              - setBody:\n                  id: keep-identified\n";
        assertThat(routes).content().containsOnlyOnce(page);
        String early =
                "              - to:\n                  id: name-early\n                  uri: direct:cohort-naming\n";
        Files.writeString(routes, Files.readString(routes).replace(page, early + page));
    }

    /** What the program's connections are doing, as the database sees it. */
    private List<String> backends() throws SQLException {
        List<String> states = new ArrayList<>();
        try (Connection watcher = DriverManager.getConnection(shop.jdbcUrl());
                PreparedStatement query =
                        watcher.prepareStatement("SELECT state FROM pg_stat_activity WHERE application_name = ?")) {
            query.setString(1, NAME);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    states.add(rows.getString(1));
                }
            }
        }
        return states;
    }
}
