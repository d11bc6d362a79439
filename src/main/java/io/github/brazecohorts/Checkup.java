// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.check.AudienceCheck;
import io.github.brazecohorts.check.Finding;
import io.github.brazecohorts.check.KeyCheck;
import io.github.brazecohorts.check.QueryCheck;
import io.github.brazecohorts.check.SourceCheck;
import io.github.brazecohorts.check.StateCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Tests everything that the runs of the audiences need, in the order in which a run needs it. Changes nothing.
 *
 * @param embedded whether the state is a file, which needs no connection
 */
record Checkup(
        Audiences audiences,
        Map<String, DataSource> sources,
        SourceCheck source,
        QueryCheck query,
        StateCheck state,
        boolean embedded,
        Function<Audience, Workspace> workspaces,
        KeyCheck keys) {

    /**
     * What is found about every audience without a mistake, and about those mistakes.
     *
     * @param offline whether sources, queries and keys are left out, which need a connection
     */
    List<Finding> findings(boolean offline) {
        List<Finding> found = new ArrayList<>(new AudienceCheck(audiences).findings());
        if (offline) {
            if (embedded) {
                found.add(state.finding());
            }
            return found;
        }
        Map<String, Finding> bySource = bySource();
        found.addAll(bySource.values());
        audiences.all().stream()
                .filter(audience -> !bySource.get(audience.source()).verdict().isProblem())
                .map(audience -> query.of(audience, sources.get(audience.source())))
                .forEach(found::add);
        found.add(state.finding());
        found.addAll(byWorkspace().values());
        return found;
    }

    /** The keys of each workspace that an audience names, asked for by the cohort of its first audience. */
    private Map<String, Finding> byWorkspace() {
        Map<String, Finding> found = new TreeMap<>();
        audiences
                .all()
                .forEach(audience -> found.computeIfAbsent(
                        audience.workspace(), name -> keys.of(workspaces.apply(audience), audience)));
        return found;
    }

    /** Each source that an audience names; without a connection its queries cannot be tested. */
    private Map<String, Finding> bySource() {
        Map<String, Finding> found = new TreeMap<>();
        audiences.all().forEach(audience -> found.computeIfAbsent(audience.source(), source::of));
        return found;
    }
}
