// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.util.List;
import java.util.Locale;

/** One run on a memory of its own, begun up to its intent. Each id travels alone, and suffers what a test says. */
final class SentRun implements AutoCloseable {
    private final CohortMemory memory;
    private final String runId;
    private final Comparison found;
    private final List<Change> changes;

    SentRun(CohortMemory memory, String runId, Comparison found) {
        this.memory = memory;
        this.runId = runId;
        this.found = found;
        this.changes = MembershipStoreContract.changes(memory);
    }

    Comparison found() {
        return found;
    }

    /** What it is to send, in words: {@code add ada}, {@code remove bob again}, {@code add cy apart}. */
    List<String> says() {
        return changes.stream().map(SentRun::inWords).toList();
    }

    private static String inWords(Change change) {
        return change.operation().name().toLowerCase(Locale.ROOT) + " " + change.id() + (change.again() ? " again" : "")
                + (change.apart() ? " apart" : "");
    }

    /** A request with each of these leaves, and no answer comes. */
    SentRun lost(String... ids) {
        for (String id : ids) {
            memory.mayLeave(number(id), number(id));
        }
        return this;
    }

    SentRun accepted(String... ids) {
        return answered(Outcome.ACCEPTED, ids);
    }

    SentRun allAccepted() {
        return accepted(changes.stream().map(Change::id).toArray(String[]::new));
    }

    /** An attempt is surely not applied; that says nothing about the id. */
    SentRun refused(String... ids) {
        return answered(Outcome.REFUSED, ids);
    }

    /** Braze refuses each of these also alone. */
    SentRun rejected(String... ids) {
        for (String id : ids) {
            refused(id);
            memory.answered(number(id), number(id), Outcome.REJECTED);
        }
        return this;
    }

    private SentRun answered(Outcome outcome, String... ids) {
        for (String id : ids) {
            lost(id);
            memory.answered(number(id), number(id), outcome);
        }
        return this;
    }

    private long number(String id) {
        return changes.stream()
                .filter(change -> change.id().equals(id))
                .findAny()
                .orElseThrow(() -> new AssertionError(id + " is not to be sent"))
                .seq();
    }

    /** It comes to its end, and answers with what became of it. */
    Settlement end() {
        List<Settlement> settled = memory.settle();
        memory.remember(runId, "audience", "over", "{\"run_id\":\"" + runId + "\"}");
        close();
        return settled.get(settled.size() - 1);
    }

    /** It is killed, so that nothing more is noted of it. */
    void kill() {
        close();
    }

    @Override
    public void close() {
        memory.close();
    }
}
