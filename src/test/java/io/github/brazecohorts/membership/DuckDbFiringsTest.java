// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class DuckDbFiringsTest extends FiringsContract {
    @TempDir
    Path folder;

    @Override
    MembershipStore newStore(Clock clock) {
        return new DuckDbMembership(folder.resolve("data/state.duckdb"), clock);
    }
}
