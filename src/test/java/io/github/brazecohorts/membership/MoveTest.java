// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.NASTY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.routes.ReadmeCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A state that was moved from DuckDB to PostgreSQL goes on as the file would have gone on. */
@DisabledOnOs(OS.WINDOWS)
class MoveTest extends OnStore {
    private static final String NAME = "High\t\"value\",\nit's \\N";
    private static final KeptAlert ALERT = new KeptAlert("default", "", "held", "{\"steps\":[\"it's, \\\"\\n\"]}");

    @RegisterExtension
    static final CrashingServer SERVER = new CrashingServer();

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("data/state.duckdb");
    }

    @Override
    MembershipStore newStore(Clock clock) {
        return new DuckDbMembership(file(), clock);
    }

    private static String[] with(String... more) {
        return Stream.concat(NASTY.stream(), Stream.of(more)).toArray(String[]::new);
    }

    /** Members, one refused, one lost, one retired audience, slices sent again, and a run that was killed. */
    private void live() {
        reassertIn(3);
        begin(with("ada", "bob", "cy"))
                .accepted(with("ada"))
                .rejected("bob")
                .lost("cy")
                .end();
        store.alerts(none -> List.of(ALERT), NOW);
        try (CohortMemory memory = open()) {
            memory.named(NAME);
            memory.rest("retired", true);
        }
        time.pass(A_DAY);
        deliver(with("ada", "bob", "cy"));
        time.pass(A_DAY.multipliedBy(2));
        begin(with("ada", "bob", "cy", "gil", "hal"))
                .lost("gil")
                .rejected("hal")
                .end();
        SentRun killed = begin("ada", "bob", "dot", "eve", "hal");
        killed.accepted("dot").lost("eve", NASTY.get(0));
        killed.kill();
    }

    private void export() throws Exception {
        store.close();
        try (var state = DriverManager.getConnection("jdbc:duckdb:" + file());
                var statement = state.createStatement()) {
            statement.execute(ReadmeCommand.of("duckdb")
                    .quoted()
                    .replace("state-export", folder.resolve("state-export").toString()));
        }
    }

    private MembershipStore moved() throws Exception {
        export();
        MembershipStore postgres = PostgresMembership.connect(
                new PostgresAddress(SERVER.jdbcUrl("postgres"), "postgres", ""), "braze_cohorts", time);
        assertThat(postgres.resting(NOW)).isEmpty();
        ReadmeCommand.of("psql").type(folder, SERVER.connectionString("postgres"));
        return postgres;
    }

    /** In words, in which the runs after the move have no number. */
    private List<String> goOn() {
        return goneOn().stream()
                .map(each -> each.toString().replaceAll("run-([5-9]|10)", "run"))
                .toList();
    }

    /** What further runs find and say, and all that is remembered beside. */
    private List<Object> goneOn() {
        List<Object> found = new ArrayList<>();
        time.beginAnew();
        time.pass(A_DAY.multipliedBy(3));
        try (CohortMemory memory = open()) {
            found.add(memory.name());
            found.add(memory.settle());
            found.add(memory.members());
        }
        for (String[] audience : List.of(with("ada", "eve", "hal"), new String[] {"bob", "fay"})) {
            SentRun run = begin(audience);
            found.add(run.found());
            found.add(run.says().stream().sorted().toList());
            run.allAccepted();
            found.add(run.end());
        }
        time.pass(SETTLING.plusMinutes(1));
        SentRun settled = begin("bob", "fay");
        found.add(settled.says());
        settled.allAccepted().end();
        found.add(store.resting(NOW));
        found.add(store.history("audience", NOW));
        store.alerts(
                open -> {
                    found.add(open);
                    return open;
                },
                NOW);
        return found;
    }

    @Test
    void aMovedStateGoesOnAsTheFileWould() throws Exception {
        live();
        try (MembershipStore postgres = moved()) {
            store = newStore(time);
            List<String> onFile = goOn();
            store.close();
            store = postgres;

            assertThat(goOn())
                    .isEqualTo(onFile)
                    .contains(
                            Optional.of(NAME).toString(),
                            List.of(ALERT).toString(),
                            "[retired]",
                            "[remove eve again, remove gil again, remove plain again]");
        }
    }

    /** A table that is new must be moved as well. */
    @Test
    void noTableIsLeftBehind() throws Exception {
        export();
        String script = Files.readString(Path.of("src/main/move/duckdb-to-postgres.sql"));
        try (Stream<Path> files = Files.list(folder.resolve("state-export"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".csv") && !file.equals("schema_version.csv")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(script).contains("'state-export/" + file + "'"));
        }
    }
}
