// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.membership.DeadRun;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.Exchange;

/**
 * What is asked of a run beside the NAME of its audience: properties of the exchange that comes to
 * {@code direct:sync-audience}.
 *
 * @param scheduled whether its schedule asks: then it does not wait for a run under way
 * @param plan whether it only looks what would be sent
 * @param limit so many people of a test audience, in a cohort of its own
 * @param approved so many removals are allowed beyond the guard
 * @param retired the id of a cohort that is to be emptied and forgotten, whatever the audience is
 * @param dead the run of another node that is taken over
 */
record Asked(
        boolean scheduled,
        boolean plan,
        OptionalLong limit,
        OptionalLong approved,
        Optional<String> retired,
        Optional<DeadRun> dead) {

    static Asked by(Exchange exchange) {
        Optional<DeadRun> dead = Optional.ofNullable(exchange.getProperty("brazeCohortsDeadRun", DeadRun.class));
        return new Asked(
                dead.isPresent() || exchange.getProperty("brazeCohortsScheduled", false, boolean.class),
                exchange.getProperty("brazeCohortsPlan", false, boolean.class),
                number(exchange, "brazeCohortsLimit"),
                number(exchange, "brazeCohortsApproveRemovals"),
                Optional.ofNullable(exchange.getProperty("brazeCohortsRetire", String.class)),
                dead);
    }

    private static OptionalLong number(Exchange exchange, String property) {
        Long given = exchange.getProperty(property, Long.class);
        if (given != null && given < 0) {
            throw new IllegalArgumentException(property + " must not be negative");
        }
        return given == null ? OptionalLong.empty() : OptionalLong.of(given);
    }
}
