// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** A cohort as it stands: its name, and its members, each kind of identifier apart. */
final class Cohort {
    final Set<String> userIds = new HashSet<>();
    final Set<String> deviceIds = new HashSet<>();
    final Set<Alias> aliases = new HashSet<>();
    private String name;
    private String createdAt;

    void apply(CohortEntry entry) {
        if (entry.isNaming()) {
            name = entry.name();
            createdAt = entry.createdAt();
        } else {
            entry.changes().forEach(this::apply);
        }
    }

    private void apply(CohortEntry.Members members) {
        apply(userIds, members.userIds(), members.shouldRemove());
        apply(deviceIds, members.deviceIds(), members.shouldRemove());
        apply(aliases, members.aliases(), members.shouldRemove());
    }

    private static <T> void apply(Set<T> set, Collection<T> ids, boolean remove) {
        if (remove) {
            ids.forEach(set::remove);
        } else {
            set.addAll(ids);
        }
    }

    /** The name, or null where it was never named. */
    String name() {
        return name;
    }

    String createdAt() {
        return createdAt;
    }

    int size() {
        return userIds.size() + deviceIds.size() + aliases.size();
    }
}
