// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static io.github.brazecohorts.membership.MembershipStoreContract.compare;
import static io.github.brazecohorts.membership.MembershipStoreContract.intend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that fails: in words, and nothing is lost. */
class PostgresFaultsTest {
    @RegisterExtension
    final PostgresServer server = new PostgresServer();

    private final PostgresMembership store = server.store(Clock.systemUTC());

    @AfterEach
    void close() {
        store.close();
    }

    private static PostgresMembership at(String jdbcUrl) {
        return PostgresMembership.connect(
                new PostgresAddress(jdbcUrl, "postgres", ""), "braze_cohorts", Clock.systemUTC());
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (PostgresMembership nowhere = at("jdbc:postgresql://127.0.0.1:" + free + "/state")) {
            assertThatThrownBy(() -> nowhere.open(KEY, NOW))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("look whether it runs")
                    .hasMessageContaining("127.0.0.1:" + free)
                    .hasNoCause();
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidSo() {
        try (PostgresMembership nowhere = at(server.address().jdbcUrl().replaceFirst("/postgres\\b", "/not_there"))) {
            assertThatThrownBy(() -> nowhere.open(KEY, NOW))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("there is no such database");
        }
    }

    @Test
    void aReadOnlyServerIsSaidSo() throws Exception {
        store.resting(NOW);
        String url = server.address().jdbcUrl() + "&options=-c%20default_transaction_read_only=on";
        try (PostgresMembership standby =
                PostgresMembership.connect(new PostgresAddress(url, "", ""), server.schema(), Clock.systemUTC())) {
            assertThatThrownBy(() -> standby.open(KEY, NOW))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("the server is read-only");
        }
    }

    @Test
    void aRunWhoseSessionsTheServerEndedLosesNothing() throws Exception {
        try (CohortMemory broken = store.open(KEY, NOW)) {
            compare(broken, List.of("ada", "bob"));
            intend(broken, "broken");
            broken.mayLeave(1, 1);
            endSessions();
            assertThatThrownBy(() -> broken.mayLeave(2, 2))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("look whether it runs");
            assertThatThrownBy(broken::settle).isInstanceOf(StateException.class);
        }
        try (CohortMemory memory = store.open(KEY, NOW)) {
            assertThat(memory.settle()).extracting(Settlement::runId).containsExactly("broken");
            assertThat(compare(memory, List.of()).uncertain()).isEqualTo(1);
        }
    }

    /** As a restart does. */
    private void endSessions() throws Exception {
        server.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'braze-cohorts' AND pid <> pg_backend_pid()");
    }

    @Test
    void theTableOfAnAudienceEndsWithItsSession() throws Exception {
        try (CohortMemory broken = store.open(KEY, NOW);
                Staging staging = broken.stage()) {
            staging.add(List.of("ada"));
            endSessions();
            assertThatThrownBy(() -> staging.add(List.of("bob"))).isInstanceOf(StateException.class);
        } catch (StateException closing) {
            assertThat(closing).hasMessageContaining("dropping an audience");
        }
        try (CohortMemory memory = store.open(KEY, NOW)) {
            assertThat(compare(memory, List.of("ada", "bob")).adds()).isEqualTo(2);
        }
    }

    @Test
    void aDroppedTableIsSaidSo() throws Exception {
        try (CohortMemory memory = store.open(KEY, NOW)) {
            compare(memory, List.of("ada"));
            intend(memory, "run");
            server.tamper("DROP TABLE sent");
            assertThatThrownBy(() -> memory.mayLeave(1, 1))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("tables of it are missing");
        }
    }
}
