// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static io.github.brazecohorts.membership.MembershipStoreContract.compare;
import static io.github.brazecohorts.membership.MembershipStoreContract.found;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state file of the first schema is brought up to date, and nobody in it is forgotten. */
class DuckDbSchemaTest {
    private static final String FOLDER = "/braze-cohorts/schema/duckdb/";

    @TempDir
    Path folder;

    /** Two members, and a killed run: of its adds one was accepted and one under way, its removal was refused. */
    @BeforeEach
    void writeFirstSchema() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
                Statement sql = connection.createStatement();
                InputStream first = DuckDbSchemaTest.class.getResourceAsStream(FOLDER + "001-membership.sql")) {
            sql.execute("CREATE TABLE schema_version (version INTEGER NOT NULL)");
            sql.execute(new String(first.readAllBytes(), StandardCharsets.UTF_8));
            sql.execute("INSERT INTO schema_version VALUES (1)");
            sql.execute("INSERT INTO member VALUES (1, 'ada', 1, true), (1, 'bob', 1, true)");
            sql.execute(
                    "INSERT INTO cohort SELECT nextval('cohort_number'), 'default', 'sandbox', 'partner', 'high-value',"
                            + " 'High Value', 2, 2, sum(hash(id, state, accepted)), version() FROM member");
            sql.execute(
                    "INSERT INTO run VALUES (nextval('run_number'), 1, 'first', 'vip', '2026-11-24', 2, 2, '2026-11-24',"
                            + " 2, 0, 0, 'completed', '{}')");
            sql.execute(
                    "INSERT INTO run VALUES (nextval('run_number'), 1, 'killed', 'vip', '2026-11-24', 2, 3, NULL, 0, 0, 0,"
                            + " NULL, NULL)");
            sql.execute("INSERT INTO change VALUES (2, 1, 'cy', 1, 0, false), (2, 2, 'dan', 1, 0, false),"
                    + " (2, 3, 'bob', 2, 1, true)");
            sql.execute("INSERT INTO sent VALUES (2, 1, 1), (2, 2, 2), (2, 3, 3)");
            sql.execute("INSERT INTO answer VALUES (2, 1, 1, 1), (2, 3, 3, 2)");
        }
    }

    private Path file() {
        return folder.resolve("state.duckdb");
    }

    @Test
    void whatAKilledRunLeftIsSettled() {
        try (DuckDbMembership store = new DuckDbMembership(file(), Clock.systemUTC());
                CohortMemory memory = store.open(KEY, NOW)) {
            assertThat(memory.settle()).extracting(Settlement::runId).containsExactly("killed");
            assertThat(compare(memory, List.of("ada"))).isEqualTo(found(1, 0, 0, 3, 1, 3, 1));
            assertThat(memory.name()).hasValue("High Value");
        }
    }

    @Test
    void itsAudienceIsKnown() {
        try (DuckDbMembership store = new DuckDbMembership(file(), Clock.systemUTC())) {
            assertThat(store.known("vip", NOW)).singleElement().satisfies(cohort -> {
                assertThat(cohort.key()).isEqualTo(KEY);
                assertThat(cohort.peopled()).isTrue();
                assertThat(cohort.owner()).as("the kind of its ids is not").isEqualTo(new Owner("vip", "", "", false));
            });
        }
    }

    @Test
    void itsMembersAreSentAgainInTurn() {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
        try (DuckDbMembership store = new DuckDbMembership(file(), later);
                CohortMemory memory = store.open(KEY, NOW);
                Staging staging = MembershipStoreContract.staged(memory, List.of("ada", "bob"))) {
            memory.settle();
            Terms everyDay = new Terms(1, Duration.ZERO, OptionalLong.empty());

            assertThat(memory.compare(staging, everyDay).again()).isEqualTo(2);
        }
    }

    @Test
    void itsReportsAreKept() {
        try (DuckDbMembership store = new DuckDbMembership(file(), Clock.systemUTC())) {
            assertThat(store.lastReports(NOW)).containsExactly("{}");
        }
    }

    @Test
    void theNextRunGoesOn() {
        try (DuckDbMembership store = new DuckDbMembership(file(), Clock.systemUTC());
                CohortMemory memory = store.open(KEY, NOW)) {
            memory.settle();
            MembershipStoreContract.sync(memory, "next", List.of("ada", "eve"));
            assertThat(compare(memory, List.of("ada", "eve"))).isEqualTo(found(2, 0, 0, 0, 2, 2, 0));
        }
    }

    @Test
    void whatWasUnderWayThenMayStillBeAppliedLate() {
        Clock soon = Clock.fixed(Instant.parse("2026-11-24T00:05:00Z"), ZoneOffset.UTC);
        try (DuckDbMembership store = new DuckDbMembership(file(), soon);
                CohortMemory memory = store.open(KEY, NOW)) {
            memory.settle();
            MembershipStoreContract.sync(memory, "next", List.of("ada", "bob", "cy"));
        }
        try (DuckDbMembership store = new DuckDbMembership(file(), Clock.offset(soon, Duration.ofMinutes(15)));
                CohortMemory memory = store.open(KEY, NOW)) {
            assertThat(compare(memory, List.of("ada", "bob", "cy")).again())
                    .as("the removal of dan")
                    .isEqualTo(1);
        }
    }

    @Test
    void itIsBroughtUpToDateOnce() throws Exception {
        for (int time = 0; time < 2; time++) {
            try (DuckDbMembership store = new DuckDbMembership(file(), Clock.systemUTC())) {
                store.open(KEY, NOW).close();
            }
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
                Statement sql = connection.createStatement();
                ResultSet row =
                        sql.executeQuery("SELECT list(version ORDER BY version)::VARCHAR FROM schema_version")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("[1, 2, 3, 4]");
        }
    }
}
