// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL database is, and as whom it is used.
 *
 * @param jdbcUrl what it says about timeouts goes before ours
 * @param username empty = as the address says
 * @param password empty = none
 */
public record PostgresAddress(String jdbcUrl, String username, String password) {
    /** Three for each run, of ten that Quartz lets run at once and four that are taken over; and some for those that wait. */
    private static final int MOST_CONNECTIONS = 48;

    private static final Pattern USER = Pattern.compile("[?&]user=([^&]+)");

    /** A pool that opens nothing before it is asked, and gives back to the server what is not used for a minute. */
    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("braze-cohorts-state");
        config.setJdbcUrl(jdbcUrl);
        if (!username.isEmpty()) {
            config.setUsername(username);
        }
        if (!password.isEmpty()) {
            config.setPassword(password);
        }
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(60_000);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "braze-cohorts");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketTimeout", "3600"); // no statement takes an hour; a lease ends sooner
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return new HikariDataSource(config);
    }

    /** Server, database and user, for a person: nothing else of the address, which may hold a password. */
    String place() {
        String database = jdbcUrl.replaceFirst("^jdbc:postgresql:(//)?", "")
                .replaceFirst("[?].*", "")
                .replaceFirst("^.*@", "");
        return "PostgreSQL " + database + " as " + (username.isEmpty() ? userOfTheAddress() : username);
    }

    private String userOfTheAddress() {
        Matcher user = USER.matcher(jdbcUrl);
        return user.find() ? user.group(1) : System.getProperty("user.name");
    }

    @Override
    public String toString() {
        return place();
    }
}
