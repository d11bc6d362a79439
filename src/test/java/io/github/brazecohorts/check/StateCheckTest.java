// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.membership.DuckDbMembership;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.PostgresAddress;
import io.github.brazecohorts.membership.PostgresMembership;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCheckTest {
    @TempDir
    Path folder;

    private static Finding finding(MembershipStore store) {
        try (store) {
            return new StateCheck("the place", store, Duration.ZERO).finding();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void speaksOfTheFileWhereAFileIsTheState() throws Exception {
        Path noFolder = Files.writeString(folder.resolve("settings"), "");
        Finding finding = finding(new DuckDbMembership(noFolder.resolve("state.duckdb"), Clock.systemUTC()));

        assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
        assertThat(finding.remedy()).contains("the file that state.jdbc-url names", "Do not delete a state");
    }

    @Test
    void speaksOfTheDatabaseAndItsUserWhereAServerHasTheState() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + freePort() + "/shop";
        Finding finding = finding(PostgresMembership.connect(
                new PostgresAddress(url, "writer", "the-password"), "braze_cohorts", Clock.systemUTC()));

        assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
        assertThat(finding.what()).contains("/shop as writer, schema braze_cohorts", "look whether it runs");
        assertThat(finding.remedy())
                .contains("the database that state.jdbc-url names", "state.username", "Do not empty the tables")
                .doesNotContain("file");
    }
}
