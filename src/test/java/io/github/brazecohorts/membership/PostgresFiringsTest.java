// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Clock;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresFiringsTest extends FiringsContract {
    @RegisterExtension
    final PostgresServer server = new PostgresServer();

    @Override
    MembershipStore newStore(Clock clock) {
        return server.store(clock);
    }
}
