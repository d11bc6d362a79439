// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

/** {@code -Dhistories.postgres=1000} plays so many; one takes about a second. */
class PostgresHistoriesTest extends HistoriesContract {
    PostgresHistoriesTest() {
        super(Integer.getInteger("histories.postgres", 30));
    }

    @Override
    Store newStore() {
        return Store.onPostgres();
    }
}
