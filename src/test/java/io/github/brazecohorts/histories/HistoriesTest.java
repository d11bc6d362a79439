// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** In the embedded database; {@code -Dhistories=10000} plays so many. */
class HistoriesTest extends HistoriesContract {
    @TempDir
    Path folder;

    HistoriesTest() {
        super(Integer.getInteger("histories", 40));
    }

    @Override
    Store newStore() {
        return Store.embedded(folder.resolve(UUID.randomUUID() + ".duckdb"));
    }
}
