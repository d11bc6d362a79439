// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Clock;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresMembershipTest extends MembershipStoreContract {
    @RegisterExtension
    final PostgresServer server = new PostgresServer();

    @Override
    MembershipStore newStore() {
        return server.store(Clock.systemUTC());
    }
}
