// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.component.jdbc.ConnectionStrategy;

/**
 * Hands out a source's connection with auto-commit off, which is what lets a PostgreSQL driver stream a result instead
 * of holding it whole in memory. The pool rolls back and resets when the connection comes home.
 */
public final class StreamingConnection implements ConnectionStrategy {
    @Override
    public Connection getConnection(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    @Override
    public boolean isConnectionTransactional(Connection connection, DataSource source) {
        return false;
    }
}
