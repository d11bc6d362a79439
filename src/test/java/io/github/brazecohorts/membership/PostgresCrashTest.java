// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static io.github.brazecohorts.membership.MembershipStoreContract.TERMS;
import static io.github.brazecohorts.membership.MembershipStoreContract.compare;
import static io.github.brazecohorts.membership.MembershipStoreContract.sync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that crashes empties what it did not log: an audience that was being read is gone, and taken for nobody's. */
@DisabledOnOs(OS.WINDOWS)
class PostgresCrashTest {
    private static final List<String> PEOPLE = List.of("ada", "bob", "cy");

    @RegisterExtension
    static final CrashingServer SERVER = new CrashingServer();

    private PostgresMembership store;

    @BeforeEach
    void deliver() throws Exception {
        SERVER.sql("postgres", "DROP SCHEMA IF EXISTS crashed CASCADE");
        store = PostgresMembership.connect(
                new PostgresAddress(SERVER.jdbcUrl("postgres"), "postgres", ""), "crashed", Clock.systemUTC());
        try (CohortMemory memory = store.open(KEY, NOW)) {
            sync(memory, "before", PEOPLE);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private interface Reading {
        void end(CohortMemory memory, Staging staging) throws Exception;
    }

    private void assertNoticed(Reading reading) {
        assertThatThrownBy(() -> {
                    try (CohortMemory memory = store.open(KEY, NOW);
                            Staging staging = memory.stage()) {
                        staging.add(PEOPLE);
                        reading.end(memory, staging);
                    }
                })
                .isInstanceOf(StateException.class);
        try (CohortMemory memory = store.open(KEY, NOW)) {
            memory.settle();
            assertThat(compare(memory, PEOPLE).unchanged()).isEqualTo(3);
        }
    }

    @Test
    void isNoticedByTheNextPage() {
        assertNoticed((memory, staging) -> {
            SERVER.crash();
            staging.add(List.of("dot"));
        });
    }

    @Test
    void isNoticedByTheSeal() {
        assertNoticed((memory, staging) -> {
            SERVER.crash();
            staging.seal();
        });
    }

    @Test
    void isNoticedByTheComparison() {
        assertNoticed((memory, staging) -> {
            staging.seal();
            SERVER.crash();
            memory.compare(staging, TERMS);
        });
    }
}
