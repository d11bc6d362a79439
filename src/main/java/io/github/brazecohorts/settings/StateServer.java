// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.settings;

/**
 * A schema in a PostgreSQL database.
 *
 * @param username empty = as the address says
 * @param password empty = none
 * @param schema default: {@code braze_cohorts}
 */
public record StateServer(String jdbcUrl, String username, String password, String schema) {
    /** Without the address, which may hold a password too. */
    @Override
    public String toString() {
        return "PostgreSQL, schema " + schema;
    }
}
