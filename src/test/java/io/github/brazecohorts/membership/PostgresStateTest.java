// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static io.github.brazecohorts.membership.MembershipStoreContract.TERMS;
import static io.github.brazecohorts.membership.MembershipStoreContract.compare;
import static io.github.brazecohorts.membership.MembershipStoreContract.intend;
import static io.github.brazecohorts.membership.MembershipStoreContract.sync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What only a schema in PostgreSQL can suffer. */
class PostgresStateTest {
    @RegisterExtension
    final PostgresServer server = new PostgresServer();

    private final PostgresMembership store = server.store(Clock.systemUTC());

    @AfterEach
    void close() {
        store.close();
    }

    private CohortMemory open() {
        return store.open(KEY, NOW);
    }

    private void syncOnce(String... ids) {
        try (CohortMemory memory = open()) {
            sync(memory, "run", List.of(ids));
        }
    }

    @Test
    void severalNodesMayStartAtOnce() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<String>>> started = IntStream.range(0, 4)
                    .mapToObj(n -> nodes.submit(() -> {
                        try (PostgresMembership node = server.store(Clock.systemUTC())) {
                            return node.resting(NOW);
                        }
                    }))
                    .toList();
            for (Future<List<String>> each : started) {
                assertThat(each.get()).isEmpty();
            }
        } finally {
            nodes.shutdownNow();
        }
        assertThat(server.rows("SELECT version FROM schema_version ORDER BY version"))
                .containsExactly("1|", "2|");
    }

    @Test
    void aNewerSchemaIsRefusedInWords() throws Exception {
        syncOnce("a");
        server.tamper("INSERT INTO schema_version VALUES (7)");
        try (PostgresMembership older = server.store(Clock.systemUTC())) {
            assertThatThrownBy(() -> older.open(KEY, NOW))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("written by a newer program (schema 7, this program knows 2)");
        }
    }

    @Test
    void aSchemaThatIsThereNeedsNoRightToCreateOne() throws Exception {
        server.tamper("CREATE ROLE builder LOGIN; CREATE SCHEMA " + PostgresSql.quoted(server.schema())
                + " AUTHORIZATION builder");
        try (PostgresMembership node = server.storeOf("builder")) {
            assertThat(node.resting(NOW)).isEmpty();
        } finally {
            server.tamper("DROP OWNED BY builder CASCADE; DROP ROLE builder");
        }
    }

    @Test
    void aUserWhoMayNotCreateTheSchemaIsToldSo() throws Exception {
        server.tamper("CREATE ROLE stranger LOGIN");
        try (PostgresMembership node = server.storeOf("stranger")) {
            assertThatThrownBy(() -> node.resting(NOW))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("give it the right to create a schema")
                    .hasNoCause();
        } finally {
            server.tamper("DROP ROLE stranger");
        }
    }

    @Test
    void missingMembersAreNoticed() throws Exception {
        syncOnce("a", "b", "c");
        server.tamper("DELETE FROM member WHERE id = 'a'");
        assertDamaged("2 members and 0 uncertain where 3 and 0 were written");
    }

    @Test
    void otherMembersAreNoticed() throws Exception {
        syncOnce("a", "b", "c");
        server.tamper("UPDATE member SET id = 'secret-id' WHERE id = 'a'");
        assertDamaged("as many as were written, but not the same");
    }

    @Test
    void aChangedStateOfAMemberIsNoticed() throws Exception {
        syncOnce("a", "b", "c");
        server.tamper("UPDATE member SET accepted = false WHERE id = 'a'");
        assertDamaged("as many as were written, but not the same");
    }

    private void assertDamaged(String what) {
        try (CohortMemory memory = open()) {
            memory.settle();
            assertThatThrownBy(() -> compare(memory, List.of("a", "b", "c")))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining(what)
                    .hasMessageContaining("restore a backup")
                    .hasMessageNotContaining("secret-id")
                    .hasNoCause();
        }
    }

    @Test
    void anotherPostgresSealsAnew() throws Exception {
        syncOnce("a", "b", "c");
        server.tamper("UPDATE cohort SET members_hash = 42, hashed_by = 'PostgreSQL 99'");
        try (CohortMemory memory = open()) {
            memory.settle();
        }
        assertThat(server.rows("SELECT hashed_by = version(), members_hash <> 42 FROM cohort"))
                .containsExactly("t|t|");
    }

    @Test
    void missingChangesAreNoticed() throws Exception {
        try (CohortMemory memory = open()) {
            compare(memory, List.of("a", "b", "c"));
            intend(memory, "killed");
        }
        server.tamper("DELETE FROM change WHERE seq = 2");
        try (CohortMemory memory = open()) {
            assertThatThrownBy(memory::settle).hasMessageContaining("2 changes of a run that wrote 3");
        }
    }

    @Test
    void anAudienceThatLostIdsIsNotCompared() {
        open().close();
        PostgresDatabase database = server.database();
        Difference difference = new Difference(1, Instant.now(), database.failures());
        try (SqlSession session = database.connect();
                StagedTable staging = new StagedTable(session, database.failures(), 0, s -> 0)) {
            staging.add(List.of("a", "secret-id"));
            staging.seal();
            session.alone("being tampered with", s -> s.update("DELETE FROM " + staging.rows() + " WHERE id = 'a'"));
            assertThatThrownBy(() -> session.transaction("comparing", s -> difference.compare(s, staging, TERMS)))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("an audience of 2 ids is not as it was taken in")
                    .hasMessageNotContaining("secret-id");
        }
    }

    @Test
    void anIdThatWouldEndACopyIsAnId() {
        List<String> ids = List.of("a", "\\.", "\\N", "\\\\", "z");
        try (CohortMemory memory = open()) {
            sync(memory, "run", ids);
            assertThat(compare(memory, ids).unchanged()).isEqualTo(5);
        }
    }

    @Test
    void foldedChangesAreGone() throws Exception {
        syncOnce("a", "b", "c");
        for (String table : List.of("change", "sent", "answer", "lease")) {
            assertThat(server.rows("SELECT * FROM " + table)).isEmpty();
        }
    }
}
