// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The audiences that are known, by NAME, and what is wrong with those that cannot run. */
public final class Audiences {
    private final Set<String> workspaces;
    private final Map<String, Audience> audiences = new TreeMap<>();
    private final Map<String, List<String>> problems = new TreeMap<>();

    /**
     * @param workspaces the names of the workspaces that the settings define
     */
    public Audiences(Set<String> workspaces) {
        this.workspaces = workspaces;
    }

    /** Takes in one more audience. A second one of the same NAME is a mistake in both. */
    public synchronized void add(String name, Map<String, ?> given) {
        Parameters parameters = new Parameters(name, given, workspaces);
        List<String> found = new ArrayList<>(parameters.problems());
        if (names().contains(name)) {
            found.add("two audiences are called " + name + "; give one of them another routeId");
        }
        if (found.isEmpty()) {
            audiences.put(name, parameters.audience());
        } else {
            audiences.remove(name);
            problems.computeIfAbsent(name, key -> new ArrayList<>()).addAll(found);
        }
    }

    /** The NAME of every audience, in alphabetical order, also of those with a mistake. */
    public synchronized List<String> names() {
        TreeMap<String, Object> all = new TreeMap<>(audiences);
        all.putAll(problems);
        return List.copyOf(all.keySet());
    }

    /** The audience of this NAME, if it exists and has no mistake. */
    public synchronized Optional<Audience> find(String name) {
        return Optional.ofNullable(audiences.get(name));
    }

    /** All audiences that can run. */
    public synchronized Collection<Audience> all() {
        return List.copyOf(audiences.values());
    }

    /** What is wrong with this audience; empty if it can run. */
    public synchronized List<String> problems(String name) {
        return List.copyOf(problems.getOrDefault(name, List.of()));
    }
}
