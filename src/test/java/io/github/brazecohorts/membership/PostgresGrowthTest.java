// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresGrowthTest extends GrowthContract {
    @RegisterExtension
    final PostgresServer server = new PostgresServer();

    @Override
    MembershipStore newStore(Clock clock) {
        return server.store(clock);
    }

    /** Dead rows and indexes included. */
    @Override
    long size() throws Exception {
        return Long.parseLong(server.rows("SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r'"
                        + " AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())")
                .get(0)
                .replace("|", ""));
    }

    @Override
    List<String> leftOfIntents() throws Exception {
        List<String> left = new ArrayList<>();
        for (String table : List.of("change", "sent", "answer")) {
            left.add(server.rows("SELECT count(*) FROM " + table).get(0).replace("|", ""));
        }
        return left;
    }

    /** As autovacuum does it. */
    @Override
    void tidy() throws Exception {
        server.tamper("VACUUM member, run, change, sent, answer, cohort, lease");
    }
}
