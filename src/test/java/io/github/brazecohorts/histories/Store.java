// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import io.github.brazecohorts.membership.CohortKey;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.DuckDbMembership;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.PassingTime;
import io.github.brazecohorts.membership.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** A state database for many histories, each with a cohort of its own. It is held open meanwhile: that saves time. */
final class Store implements AutoCloseable {
    private final PassingTime clock = new PassingTime();
    private final MembershipStore store;
    private final CohortMemory anchor;
    private final Runnable end;
    private int histories;

    /**
     * @param onClock makes the store
     * @param end is run when it is closed
     */
    Store(Function<Clock, MembershipStore> onClock, Runnable end) {
        this.end = end;
        store = onClock.apply(clock);
        anchor = store.open(new CohortKey("default", "sandbox", "partner", "holds the file open"), Duration.ZERO);
    }

    static Store embedded(Path file) {
        return new Store(time -> new DuckDbMembership(file, time), () -> {});
    }

    static Store onPostgres() {
        PostgresServer server = new PostgresServer();
        return new Store(server::store, server::close);
    }

    History.Played play(List<Step> steps, int reassertDays, History.Programs programs) {
        return History.play(steps, reassertDays, store, clock, "history-" + ++histories, programs);
    }

    @Override
    public void close() {
        anchor.close();
        store.close();
        end.run();
    }
}
