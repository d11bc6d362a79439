// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class DuckDbGrowthTest extends GrowthContract {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("data/state.duckdb");
    }

    @Override
    MembershipStore newStore(Clock clock) {
        return new DuckDbMembership(file(), clock);
    }

    /** Free blocks within the file included. */
    @Override
    long size() throws Exception {
        store.close();
        long size = Files.size(file());
        build();
        return size;
    }

    @Override
    List<String> leftOfIntents() throws Exception {
        store.close();
        List<String> left = new ArrayList<>();
        try (var state = DriverManager.getConnection("jdbc:duckdb:" + file());
                var statement = state.createStatement()) {
            for (String table : List.of("change", "sent", "answer")) {
                try (var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    rows.next();
                    left.add(rows.getString(1));
                }
            }
        }
        return left;
    }

    @Override
    void tidy() {
        // DuckDB does so whenever the file is closed.
    }
}
