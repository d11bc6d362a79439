// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The audiences that are known, by NAME, and what is wrong with those that cannot run. */
public final class Audiences {
    /** A parameter that no person gives, of a name that Camel leaves as it is: in which file and line the audience is written. */
    public static final String WRITTEN = "@written";

    private final Map<String, String> prefixes;
    private final Map<String, String> places = new TreeMap<>();
    private final Map<String, String> workspaces = new TreeMap<>();
    private final Map<String, String> claimed = new TreeMap<>();
    private final Map<String, Audience> audiences = new TreeMap<>();
    private final Map<String, List<String>> problems = new TreeMap<>();

    /**
     * @param prefixes of the workspaces that the settings define: by name, what a cohort id begins with where an audience
     *     gives none of its own
     */
    public Audiences(Map<String, String> prefixes) {
        this.prefixes = Map.copyOf(prefixes);
    }

    /**
     * Takes in one more audience. A second one of the same NAME, or with the same cohort, is a mistake in both: each would
     * take the other's members away.
     *
     * @param given its parameters, and {@link #WRITTEN} where that is known
     */
    public synchronized void add(String name, Map<String, ?> given) {
        Map<String, Object> own = new HashMap<>(given);
        Object place = own.remove(WRITTEN);
        if (place != null) {
            places.merge(name, String.valueOf(place), (first, second) -> first + " and " + second);
        }
        Parameters parameters = new Parameters(name, own, prefixes.keySet());
        workspaces.put(name, parameters.workspace());
        List<String> found = new ArrayList<>(parameters.problems());
        if (names().contains(name)) {
            found.add("two audiences are called " + name + "; give one of them another routeId");
        }
        if (found.isEmpty()) {
            claim(parameters.audience());
        } else {
            refuse(name, found);
        }
    }

    /** An audience has its cohort and that of its test audience. */
    private void claim(Audience audience) {
        String cohort = audience.cohortId(prefixes.get(audience.workspace()));
        Optional<String> other = Stream.of(cohort, cohort + Audience.TEST)
                .map(id -> claimed.putIfAbsent(audience.workspace() + " " + id, audience.name()))
                .filter(Objects::nonNull)
                .findFirst();
        if (other.isEmpty()) {
            audiences.put(audience.name(), audience);
        } else {
            refuse(other.get(), List.of(shared(cohort, audience.name())));
            refuse(audience.name(), List.of(shared(cohort, other.get())));
        }
    }

    private static String shared(String cohort, String other) {
        return "it has the cohort " + cohort + " as the audience " + other
                + " has, or its test audience: each would take the other's members away; give one of them another cohortName or cohortId";
    }

    private void refuse(String name, List<String> found) {
        audiences.remove(name);
        List<String> all = problems.computeIfAbsent(name, key -> new ArrayList<>());
        String place = places.containsKey(name) ? places.get(name) + ": " : "";
        found.forEach(problem -> all.add(place + problem));
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

    /** The workspace that an audience names, with a mistake or without; that of whoever names none that is defined. */
    public synchronized String workspace(String name) {
        String named = workspaces.getOrDefault(name, Parameters.WORKSPACE);
        return prefixes.containsKey(named) ? named : Parameters.WORKSPACE;
    }

    /** What is wrong with this audience, and where it is written; empty if it can run. */
    public synchronized List<String> problems(String name) {
        return List.copyOf(problems.getOrDefault(name, List.of()));
    }
}
