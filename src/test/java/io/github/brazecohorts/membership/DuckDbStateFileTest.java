// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static io.github.brazecohorts.membership.MembershipStoreContract.compare;
import static io.github.brazecohorts.membership.MembershipStoreContract.staged;
import static io.github.brazecohorts.membership.MembershipStoreContract.sync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a file can suffer. */
class DuckDbStateFileTest {
    private static final List<String> TABLES = List.of(
            "cohort",
            "member",
            "run",
            "change",
            "sent",
            "answer",
            "refusal",
            "unsettled",
            "slice",
            "resting",
            "schema_version");

    @TempDir
    Path folder;

    private DuckDbMembership store;

    @BeforeEach
    void build() {
        store = new DuckDbMembership(file(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Path file() {
        return folder.resolve("data/it's [a] *file.duckdb");
    }

    private CohortMemory open() {
        return store.open(KEY, NOW);
    }

    private void tamper(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(rows.getString(i)).append('|');
                }
                found.add(row.toString());
            }
            return found;
        }
    }

    private List<String> everything() throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table : TABLES) {
            all.add(table);
            all.addAll(rows("SELECT * FROM " + table + " ORDER BY ALL"));
        }
        return all;
    }

    private void syncOnce(String... ids) {
        try (CohortMemory memory = open()) {
            sync(memory, "run", List.of(ids));
        }
    }

    @Test
    void aRehearsalLeavesEveryTableAsItWas() throws Exception {
        syncOnce("a", "b", "c");
        try (CohortMemory memory = open()) {
            compare(memory, List.of("c", "d", "e", "f", "g"));
            MembershipStoreContract.intend(memory, "killed");
            memory.mayLeave(1, 4);
            memory.answered(1, 2, Outcome.ACCEPTED);
        }
        List<String> before = everything();
        try (CohortMemory memory = open();
                Staging staging = staged(memory, List.of("x"))) {
            assertThat(memory.rehearse(staging, MembershipStoreContract.TERMS).people())
                    .isEqualTo(1);
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void foldedChangesAreGoneAndTheFlagOfTheAcceptedStays() throws Exception {
        syncOnce("a", "b", "c");
        try (CohortMemory memory = open()) {
            compare(memory, List.of("c", "new"));
            MembershipStoreContract.intend(memory, "second");
            memory.mayLeave(1, 3);
            memory.settle();
        }
        assertThat(rows("SELECT id, state, accepted FROM member ORDER BY id"))
                .containsExactly("a|2|true|", "b|2|true|", "c|1|true|", "new|2|false|");
        for (String table : List.of("change", "sent", "answer")) {
            assertThat(rows("SELECT * FROM " + table)).isEmpty();
        }
    }

    @Test
    void aNewerSchemaIsRefusedInWords() throws Exception {
        syncOnce("a");
        tamper("INSERT INTO schema_version VALUES (7)");
        assertThatThrownBy(this::open)
                .isInstanceOf(StateException.class)
                .hasMessageContaining("written by a newer program (schema 7, this program knows 4)");
        tamper("DELETE FROM schema_version WHERE version = 7");
        open().close();
    }

    @Test
    void missingMembersAreNoticed() throws Exception {
        syncOnce("a", "b", "c");
        tamper("DELETE FROM member WHERE id = 'a'");
        assertDamaged("2 members and 0 uncertain where 3 and 0 were written");
    }

    @Test
    void otherMembersAreNoticed() throws Exception {
        syncOnce("a", "b", "c");
        tamper("UPDATE member SET id = 'secret-id' WHERE id = 'a'");
        assertDamaged("as many as were written, but not the same");
    }

    private void assertDamaged(String what) {
        try (CohortMemory memory = open()) {
            memory.settle();
            assertThatThrownBy(() -> compare(memory, List.of("a", "b", "c")))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining(what)
                    .hasMessageContaining("restore a backup")
                    .hasMessageContaining("do not delete it")
                    .hasMessageNotContaining("secret-id")
                    .hasNoCause();
        }
    }

    @Test
    void foldingDoesNotSealADamagedMembership() throws Exception {
        syncOnce("a", "b", "c");
        try (CohortMemory memory = open()) {
            compare(memory, List.of("a", "b", "c", "d"));
            MembershipStoreContract.intend(memory, "killed");
        }
        tamper("DELETE FROM member WHERE id = 'a'");
        try (CohortMemory memory = open()) {
            assertThatThrownBy(memory::settle)
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("restore");
        }
        assertThat(rows("SELECT count(*) FROM change")).containsExactly("1|");
    }

    @Test
    void missingChangesAreNoticed() throws Exception {
        try (CohortMemory memory = open()) {
            compare(memory, List.of("a", "b", "c"));
            MembershipStoreContract.intend(memory, "killed");
        }
        tamper("DELETE FROM change WHERE seq = 2");
        try (CohortMemory memory = open()) {
            assertThatThrownBy(memory::settle).hasMessageContaining("2 changes of a run that wrote 3");
        }
    }

    @Test
    void anotherDuckDbSealsAnew() throws Exception {
        syncOnce("a", "b", "c");
        tamper("UPDATE cohort SET members_hash = 42, hashed_by = 'v9.9.9'");
        try (CohortMemory memory = open();
                Staging staging = staged(memory, List.of("a"))) {
            assertThat(memory.rehearse(staging, MembershipStoreContract.TERMS).removals())
                    .isEqualTo(2);
            memory.settle();
        }
        assertThat(rows("SELECT hashed_by = version(), members_hash <> 42 FROM cohort"))
                .containsExactly("true|true|");
        tamper("UPDATE cohort SET members_hash = 42");
        assertDamaged("not the same");
    }

    @Test
    void aCutOrMissingWorkingFileIsRefused() throws Exception {
        syncOnce("a");
        try (CohortMemory memory = open()) {
            Staging cut = staged(memory, List.of("b", "c", "long-id"));
            Path spill = workFiles().get(0);
            try (FileChannel channel = FileChannel.open(spill, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - 2);
            }
            assertThatThrownBy(() -> memory.compare(cut, MembershipStoreContract.TERMS))
                    .isInstanceOf(StateException.class);
            Files.write(spill, "x\nyy\n".getBytes(), StandardOpenOption.APPEND);
            assertThatThrownBy(() -> memory.compare(cut, MembershipStoreContract.TERMS))
                    .isInstanceOf(StateException.class);
            Files.delete(spill);
            assertThatThrownBy(() -> memory.compare(cut, MembershipStoreContract.TERMS))
                    .isInstanceOf(StateException.class);
            cut.close();
            assertThat(compare(memory, List.of("a")).unchanged()).isEqualTo(1);
        }
    }

    private List<Path> workFiles() throws Exception {
        Path work = file().resolveSibling(file().getFileName() + ".work");
        try (Stream<Path> files = Files.list(work)) {
            return files.toList();
        }
    }

    @Test
    void allFilesAreTheirOwnersAloneAndWorkingFilesGo() throws Exception {
        assumeTrue(PrivateFiles.posix(folder));
        try (CohortMemory memory = open()) {
            compare(memory, List.of("a"));
            MembershipStoreContract.intend(memory, "run");
            memory.mayLeave(1, 1);
            Staging staging = staged(memory, List.of("a"));
            assertThat(modes()).isNotEmpty().allMatch(mode -> mode.equals("rw-------") || mode.equals("rwx------"));
            staging.close();
            assertThat(workFiles()).isEmpty();
        }
        assertThat(modes()).allMatch(mode -> mode.equals("rw-------") || mode.equals("rwx------"));
    }

    private List<String> modes() throws Exception {
        List<String> modes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(file().getParent())) {
            for (Path each : files.toList()) {
                modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
            }
        }
        return modes;
    }

    @Test
    void aFileTakenAwayMeanwhileIsNoticedBeforeAnythingLeaves() throws Exception {
        assumeTrue(PrivateFiles.posix(folder));
        try (CohortMemory memory = open()) {
            compare(memory, List.of("a", "b"));
            MembershipStoreContract.intend(memory, "run");
            Files.move(file(), file().resolveSibling("moved"), StandardCopyOption.ATOMIC_MOVE);
            assertThatThrownBy(() -> memory.mayLeave(1, 1)).isInstanceOf(StateException.class);
            assertThatThrownBy(memory::settle).isInstanceOf(StateException.class);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAlone() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "something else".repeat(1_000));
        assertThatThrownBy(this::open).isInstanceOf(StateException.class).hasMessageContaining("restore a backup");
        assertThat(file()).content().startsWith("something else");
    }

    @Test
    void namesThatDuckDbWouldMisreadAreRefused() {
        for (String name : List.of("what?.duckdb", "a;b.duckdb")) {
            assertThatThrownBy(() -> new DuckDbMembership(folder.resolve(name), Clock.systemUTC()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void closingTheStoreClosesCohortsInUse() {
        CohortMemory memory = open();
        store.close();
        assertThatThrownBy(memory::members).isInstanceOf(StateException.class).hasNoCause();
        memory.close();
    }
}
