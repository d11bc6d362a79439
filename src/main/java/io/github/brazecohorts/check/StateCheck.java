// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.membership.TakenException;
import java.time.Duration;

/** Looks whether the state can be used, and leaves it as it is. */
public final class StateCheck {
    private static final String CHECK = "state";

    private final String place;
    private final MembershipStore store;
    private final Duration patience;

    /**
     * @param place where the state is, for people
     * @param patience how long to wait if another process has it
     */
    public StateCheck(String place, MembershipStore store, Duration patience) {
        this.place = place;
        this.store = store;
        this.patience = patience;
    }

    /** What is found about the state. */
    public Finding finding() {
        try {
            return Finding.ok(
                    CHECK,
                    place,
                    switch (store.look(patience)) {
                        case ABSENT -> "is not there yet: the first run makes it";
                        case OUTDATED ->
                            "can be used; the next run brings it up to date with this version of the program";
                        case READY -> "can be used";
                    });
        } catch (TakenException taken) {
            return Finding.problem(
                    CHECK, place, taken.getMessage(), "Wait until that process is done or end it, and check again.");
        } catch (StateException unusable) {
            return Finding.problem(CHECK, place, unusable.getMessage(), remedy());
        }
    }

    private String remedy() {
        return (store.isShared()
                        ? "See to the database that state.jdbc-url names, and to what the user state.username may do there."
                                + " Do not empty the tables of a state: they are"
                        : "See to the file that state.jdbc-url names and to its folder. Do not delete a state: it is")
                + " the only list of who is in the cohorts.";
    }
}
