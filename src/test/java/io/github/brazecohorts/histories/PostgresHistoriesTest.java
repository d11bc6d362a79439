// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

class PostgresHistoriesTest extends HistoriesContract {
    PostgresHistoriesTest() {
        super(30);
    }

    @Override
    Store newStore() {
        return Store.onPostgres();
    }
}
