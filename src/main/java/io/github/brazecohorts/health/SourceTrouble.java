// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.health;

import com.zaxxer.hikari.HikariDataSource;
import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Audiences;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;

/** Whether every source of an audience gives a connection. Of a failure only the kind is told: its text may hold a password. */
record SourceTrouble(CamelContext context, Audiences audiences) implements Supplier<List<String>> {
    @Override
    public List<String> get() {
        return audiences.all().stream()
                .map(Audience::source)
                .distinct()
                .sorted()
                .flatMap(name -> trouble(name).stream())
                .toList();
    }

    private Optional<String> trouble(String name) {
        DataSource source = context.getRegistry().lookupByNameAndType(name, DataSource.class);
        if (source == null) {
            return Optional.of("there is no source " + name);
        }
        return isBeingRead(source) ? Optional.empty() : connect(name, source);
    }

    /** Its connections may all be taken by runs: that is no trouble. */
    private static boolean isBeingRead(DataSource source) {
        return source instanceof HikariDataSource pool
                && Stream.ofNullable(pool.getHikariPoolMXBean()).anyMatch(open -> open.getActiveConnections() > 0);
    }

    private static Optional<String> connect(String name, DataSource source) {
        try (Connection connection = source.getConnection()) {
            return Optional.empty();
        } catch (SQLException | RuntimeException failed) {
            return Optional.of("the source " + name + " gives no connection ("
                    + failed.getClass().getSimpleName() + ")");
        }
    }
}
