// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.membership.DuckDbMembership;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.PostgresAddress;
import io.github.brazecohorts.membership.PostgresMembership;
import io.github.brazecohorts.settings.Settings;
import io.github.brazecohorts.settings.StateServer;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Where it is remembered what was delivered: an embedded file, or a database that nodes share.
 *
 * @param home what the paths in the settings are relative to
 */
record StatePlace(Settings settings, Path home) {
    boolean isShared() {
        return settings.server().isPresent();
    }

    MembershipStore open(Clock clock) {
        return settings.server()
                .map(server -> connect(server, clock))
                .orElseGet(() -> new DuckDbMembership(settings.state(), clock));
    }

    private static MembershipStore connect(StateServer server, Clock clock) {
        return PostgresMembership.connect(address(server), server.schema(), clock);
    }

    private static PostgresAddress address(StateServer server) {
        return new PostgresAddress(server.jdbcUrl(), server.username(), server.password());
    }

    /** A file of this node's own. */
    Path beside(String suffix) {
        return settings.state().resolveSibling(settings.state().getFileName() + "." + suffix);
    }

    /** As a person knows it. */
    @Override
    public String toString() {
        Path file = settings.state();
        return settings.server()
                .map(server -> address(server) + ", schema " + server.schema())
                .orElseGet(() -> (file.startsWith(home) ? home.relativize(file) : file).toString());
    }
}
