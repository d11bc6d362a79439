// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The cohorts of the one workspace that the sandbox has: in Braze each {@code client_secret} picks a workspace, here
 * every accepted one picks the same. Not safe for threads: its {@link Workspace} is.
 */
final class Cohorts {
    private static final int IDS_A_LINE = 1_000;

    private final Map<String, Cohort> cohorts = new TreeMap<>();
    private long applied;

    /** Applies an entry, and says whether its cohort has a name. One that changes nothing creates no cohort. */
    boolean apply(CohortEntry entry) {
        if (!entry.changesNothing()) {
            applied += 1 + entry.size();
            cohorts.computeIfAbsent(entry.cohortId(), id -> new Cohort()).apply(entry);
        }
        return find(entry.cohortId()).map(Cohort::name).isPresent();
    }

    Optional<Cohort> find(String cohortId) {
        return Optional.ofNullable(cohorts.get(cohortId));
    }

    Map<String, Cohort> all() {
        return cohorts;
    }

    void clear() {
        cohorts.clear();
        applied = 0;
    }

    /** How many entries and ids were applied to come to what stands. */
    long applied() {
        return applied;
    }

    /** How many names and members stand. */
    long alive() {
        return cohorts.size()
                + cohorts.values().stream().mapToLong(Cohort::size).sum();
    }

    /** The shortest entries that lead to what stands; an empty cohort without a name is left out. */
    Stream<CohortEntry> entries() {
        return cohorts.entrySet().stream().flatMap(each -> entries(each.getKey(), each.getValue()));
    }

    private static Stream<CohortEntry> entries(String id, Cohort cohort) {
        Stream<CohortEntry> naming = cohort.name() == null
                ? Stream.empty()
                : Stream.of(CohortEntry.naming(id, cohort.name(), cohort.createdAt()));
        return Stream.of(
                        naming,
                        entries(id, cohort.userIds, ids -> members(ids, List.of(), List.of())),
                        entries(id, cohort.deviceIds, ids -> members(List.of(), ids, List.of())),
                        entries(id, cohort.aliases, aliases -> members(List.of(), List.of(), aliases)))
                .flatMap(Function.identity());
    }

    private static <T> Stream<CohortEntry> entries(
            String id, Collection<T> all, Function<List<T>, CohortEntry.Members> members) {
        return pages(all).map(page -> CohortEntry.change(id, List.of(members.apply(page))));
    }

    private static CohortEntry.Members members(List<String> userIds, List<String> deviceIds, List<Alias> aliases) {
        return new CohortEntry.Members(userIds, deviceIds, aliases, false);
    }

    private static <T> Stream<List<T>> pages(Collection<T> all) {
        Iterator<T> iterator = all.iterator();
        return Stream.iterate(page(iterator), page -> !page.isEmpty(), page -> page(iterator));
    }

    private static <T> List<T> page(Iterator<T> iterator) {
        List<T> page = new ArrayList<>();
        while (page.size() < IDS_A_LINE && iterator.hasNext()) {
            page.add(iterator.next());
        }
        return page;
    }
}
