// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import io.github.brazecohorts.membership.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Braze as far as it matters here: a set, a name, and requests that are applied at once, later, or never. */
final class ModelBraze {
    static final int LARGEST_REQUEST = 4;

    private record Late(Instant at, Operation operation, List<String> ids) {}

    private final Set<String> members = new TreeSet<>();
    private final Set<String> bad = new HashSet<>();
    private final Map<String, Instant> rejectedAlone = new HashMap<>();
    private final Set<String> sentAsAdd = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final List<Late> late = new ArrayList<>();
    private String name = "";
    private int requests;

    Set<String> members() {
        return members;
    }

    String name() {
        return name;
    }

    int requests() {
        return requests;
    }

    /** Everybody of whom a request to add may have left. */
    Set<String> sentAsAdd() {
        return sentAsAdd;
    }

    /**
     * Rejects every request with this id, from now on or no longer. It never begins to reject whom it took in without the
     * program's knowledge, or will: who is refused alone and was never accepted is surely not in the cohort.
     */
    void reject(String id, boolean rejected) {
        boolean isUnknown =
                members.contains(id) && !known.contains(id) || late.stream().anyMatch(each -> each.ids.contains(id));
        if (rejected && !isUnknown) {
            bad.add(id);
        } else {
            bad.remove(id);
        }
    }

    /** Whom it rejects, and whom it rejected alone on the same day (UTC): they are tried again on a later one. */
    Set<String> rejected(Instant now) {
        Set<String> all = new HashSet<>(bad);
        rejectedAlone.forEach((id, at) -> {
            if (at.truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS))) {
                all.add(id);
            }
        });
        return all;
    }

    void healAll() {
        bad.clear();
    }

    void rename(String newName) {
        requests++;
        name = newName;
    }

    /** The program knows that this was accepted. */
    void known(Operation operation, List<String> ids) {
        if (operation == Operation.ADD) {
            known.addAll(ids);
        } else {
            ids.forEach(known::remove);
        }
    }

    /** A request is about to leave: who notes that, and is killed then, cannot know whether it did. */
    void expect(Operation operation, List<String> ids) {
        if (operation == Operation.ADD) {
            sentAsAdd.addAll(ids);
        }
    }

    Heard receive(Operation operation, List<String> ids, Fate fate, Instant now) {
        requests++;
        Claim.that(ids.size() <= LARGEST_REQUEST, "a request is too large");
        Claim.that(new HashSet<>(ids).size() == ids.size(), "an id is twice in a request");
        Claim.that(!name.isEmpty(), "people were sent before the cohort had a name");
        Claim.that(sentAsAdd.containsAll(ids), "what was never sent was undone");
        if (fate == Fate.REQUEST_LOST) {
            return Heard.NOTHING;
        }
        if (fate == Fate.REFUSED) {
            return Heard.REFUSED;
        }
        if (ids.stream().anyMatch(bad::contains)) {
            if (ids.size() == 1) {
                rejectedAlone.put(ids.get(0), now);
            }
            return fate == Fate.ACCEPTED ? Heard.REJECTED : Heard.NOTHING;
        }
        if (fate == Fate.APPLIED_LATE) {
            late.add(new Late(now.plus(Duration.ofMinutes(World.LATE_MINUTES)), operation, List.copyOf(ids)));
            return Heard.NOTHING;
        }
        apply(operation, ids);
        return fate == Fate.ACCEPTED ? Heard.ACCEPTED : Heard.NOTHING;
    }

    /** Applies what has been waiting until now. */
    void passTo(Instant now) {
        late.stream().filter(each -> !each.at.isAfter(now)).forEach(each -> apply(each.operation, each.ids));
        late.removeIf(each -> !each.at.isAfter(now));
    }

    private void apply(Operation operation, List<String> ids) {
        if (operation == Operation.ADD) {
            members.addAll(ids);
        } else {
            ids.forEach(members::remove);
        }
    }
}
