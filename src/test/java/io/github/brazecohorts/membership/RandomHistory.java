// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A few runs of one cohort with random audiences, answers and endings, next to the smallest model that can be right. */
final class RandomHistory {
    private static final int REFUSED = 2;
    private static final int SILENCE = 3;
    private static final int UNSENT = 4;

    private enum Standing {
        IN,
        MAYBE
    }

    private record Counts(long added, long removed, long undelivered) {}

    private final MembershipStore store;
    private final CohortKey key;
    private final Random random;
    private final Map<String, Standing> model = new HashMap<>();
    private final Map<String, Counts> unreported = new LinkedHashMap<>();
    private Map<String, Standing> pending = model;

    RandomHistory(MembershipStore store, long seed) {
        this.store = store;
        this.key = MembershipStoreContract.key("history-" + seed);
        this.random = new Random(seed);
    }

    void run() {
        int runs = 2 + random.nextInt(4);
        for (int n = 0; n < runs; n++) {
            try (CohortMemory memory = store.open(key, MembershipStoreContract.NOW)) {
                oneRun(memory, "run-" + n);
            }
        }
        try (CohortMemory memory = store.open(key, MembershipStoreContract.NOW)) {
            settle(memory);
            check(MembershipStoreContract.compare(memory, List.of()), List.of());
        }
    }

    private void oneRun(CohortMemory memory, String runId) {
        settle(memory);
        List<String> audience = audience();
        check(MembershipStoreContract.compare(memory, audience), audience);
        if (random.nextInt(10) == 0) {
            return;
        }
        MembershipStoreContract.intend(memory, runId);
        List<Change> changes = MembershipStoreContract.changes(memory);
        checkChanges(changes, audience);
        deliver(memory, runId, changes);
        if (random.nextBoolean()) {
            settle(memory);
            assertThat(memory.members()).isEqualTo(count(Standing.IN));
        }
        if (random.nextBoolean()) {
            memory.remember(runId, "audience", "completed", "{}");
            unreported.remove(runId);
        }
    }

    private void deliver(CohortMemory memory, String runId, List<Change> changes) {
        pending = new HashMap<>(model);
        int last = changes.size();
        long added = 0;
        long removed = 0;
        int seq = 1;
        while (seq <= last && random.nextInt(6) != 0) {
            int through = Math.min(last, seq + random.nextInt(4));
            int fate = random.nextInt(5);
            if (fate < UNSENT) {
                memory.mayLeave(seq, through);
            }
            if (fate < SILENCE) {
                memory.answered(seq, through, fate < REFUSED ? Outcome.ACCEPTED : Outcome.REFUSED);
            }
            for (Change change : changes.subList(seq - 1, through)) {
                fold(change, fate);
                added += fate < REFUSED && change.operation() == Operation.ADD ? 1 : 0;
                removed += fate < REFUSED && change.operation() == Operation.REMOVE ? 1 : 0;
            }
            seq = through + 1;
        }
        unreported.put(runId, new Counts(added, removed, last - added - removed));
    }

    private void fold(Change change, int fate) {
        if (fate == SILENCE) {
            pending.put(change.id(), Standing.MAYBE);
        } else if (fate < REFUSED && change.operation() == Operation.ADD) {
            pending.put(change.id(), Standing.IN);
        } else if (fate < 2) {
            pending.remove(change.id());
        }
    }

    private void settle(CohortMemory memory) {
        List<Settlement> settled = memory.settle();
        if (pending != model) {
            model.clear();
            model.putAll(pending);
            pending = model;
        }
        assertThat(settled).extracting(Settlement::runId).containsExactlyElementsOf(unreported.keySet());
        assertThat(settled)
                .extracting(s -> new Counts(s.added(), s.removed(), s.undelivered()))
                .containsExactlyElementsOf(unreported.values());
    }

    private void check(Comparison compared, List<String> audience) {
        TreeSet<String> people = new TreeSet<>(audience);
        long unchanged =
                people.stream().filter(id -> model.get(id) == Standing.IN).count();
        long removals =
                model.keySet().stream().filter(id -> !people.contains(id)).count();
        assertThat(compared)
                .isEqualTo(MembershipStoreContract.found(
                        people.size(),
                        audience.size() - people.size(),
                        people.size() - unchanged,
                        removals,
                        unchanged,
                        count(Standing.IN),
                        count(Standing.MAYBE)));
    }

    private void checkChanges(List<Change> changes, Collection<String> audience) {
        TreeSet<String> adds = new TreeSet<>(audience);
        adds.removeIf(id -> model.get(id) == Standing.IN);
        TreeSet<String> removals = new TreeSet<>(model.keySet());
        removals.removeAll(audience);
        assertThat(changes.stream().limit(adds.size()).map(Change::id)).containsExactlyInAnyOrderElementsOf(adds);
        assertThat(changes.stream().skip(adds.size()).map(Change::id)).containsExactlyInAnyOrderElementsOf(removals);
        for (int i = 0; i < changes.size(); i++) {
            assertThat(changes.get(i).seq()).isEqualTo(i + 1);
            assertThat(changes.get(i).operation()).isEqualTo(i < adds.size() ? Operation.ADD : Operation.REMOVE);
        }
    }

    private List<String> audience() {
        int size = random.nextInt(14);
        return new ArrayList<>(IntStream.range(0, size)
                .mapToObj(i -> MembershipStoreContract.NASTY.get(random.nextInt(14)))
                .toList());
    }

    private long count(Standing standing) {
        return model.values().stream().filter(s -> s == standing).count();
    }
}
