// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other processes: killed ones, and such that have the file. */
class DuckDbProcessesTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("state.duckdb");
    }

    private DuckDbMembership store() {
        return new DuckDbMembership(file(), Clock.systemUTC());
    }

    @ParameterizedTest
    @CsvSource({
        // killed behind, runs found, added, undelivered, confirmed, uncertain
        "staged,   0, 0,  0, 0, 0",
        "compared, 0, 0,  0, 0, 0",
        "intended, 1, 0, 12, 0, 0",
        "marked,   1, 0, 12, 0, 4",
        "answered, 1, 2, 10, 2, 1",
        "settled,  1, 2, 10, 2, 1",
    })
    void aKilledRunIsFoldedByTheNext(
            String step, int runs, long added, long undelivered, long confirmed, long uncertain) throws Exception {
        ChildRun.at(step, file()).close();

        try (DuckDbMembership store = store();
                CohortMemory memory = store.open(KEY, NOW)) {
            assertThat(Files.list(folder.resolve("state.duckdb.work"))).isEmpty();
            List<Settlement> settled = memory.settle();
            assertThat(settled).hasSize(runs);
            assertThat(settled)
                    .allMatch(s -> s.runId().equals("killed")
                            && s.added() == added
                            && s.removed() == 0
                            && s.undelivered() == undelivered);
            Comparison compared = MembershipStoreContract.compare(memory, MembershipStoreContract.ids(0, 12));
            assertThat(compared)
                    .isEqualTo(
                            MembershipStoreContract.found(12, 0, 12 - confirmed, 0, confirmed, confirmed, uncertain));
        }
    }

    @Test
    void aKillLeavesOnlyTheBatchUncertainThatWasNotedAsSent() throws Exception {
        ChildRun.at("marked", file()).close();
        List<String> second = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM change WHERE seq BETWEEN 5 AND 8")) {
            while (rows.next()) {
                second.add(rows.getString(1));
            }
        }

        try (DuckDbMembership store = store();
                CohortMemory memory = store.open(KEY, NOW)) {
            memory.settle();
            MembershipStoreContract.compare(memory, List.of());
            MembershipStoreContract.intend(memory, "everybody left");
            assertThat(MembershipStoreContract.changes(memory))
                    .allMatch(change -> change.operation() == Operation.REMOVE)
                    .extracting(Change::id)
                    .hasSize(4)
                    .containsExactlyInAnyOrderElementsOf(second);
        }
    }

    @Test
    void theProcessThatHasTheFileIsNamedAndWaitedFor() {
        try (ChildRun holder = ChildRun.at("opened", file());
                DuckDbMembership store = store()) {
            assertThatThrownBy(() -> store.open(KEY, Duration.ofMillis(250)))
                    .isInstanceOf(TakenException.class)
                    .hasMessageContaining("process " + holder.pid());
            assertThatThrownBy(() -> store.lastReports(NOW)).isInstanceOf(TakenException.class);

            holder.letEnd();

            store.open(KEY, Duration.ofSeconds(30)).close();
        }
    }

    @Test
    void theFileIsGivenBackWithTheLastCohort() {
        try (DuckDbMembership store = store()) {
            CohortMemory one = store.open(KEY, NOW);
            CohortMemory two = store.open(MembershipStoreContract.key("other"), NOW);
            one.close();
            assertThat(two.members()).isZero();
            two.close();

            ChildRun.at("opened", file()).close();
        }
    }

    @Test
    void theNativeLibraryLeavesNothingBehind() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path left = Files.writeString(temporary.resolve("libduckdb_java123.so"), "left by a killed process");
        Files.setLastModifiedTime(left, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        Path beingUnpacked = Files.writeString(temporary.resolve("libduckdb_java124.so"), "of another process");
        Path other = Files.writeString(temporary.resolve("libduckdb_java.so"), "no business of ours");

        try (ChildRun child =
                ChildRun.java(NativeLibraryProbe.class, List.of("-Djava.io.tmpdir=" + temporary), file().toString())) {
            assertThat(child.readLine()).isEqualTo("members: " + MembershipStoreContract.NASTY.size());
        }

        assertThat(Files.list(temporary)).contains(beingUnpacked, other).doesNotContain(left);
        if (Files.exists(Path.of("/proc/self/maps"))) {
            assertThat(Files.list(temporary)).containsExactlyInAnyOrder(beingUnpacked, other);
        }
    }
}
