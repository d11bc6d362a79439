// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.report.AudienceStatus;
import io.github.brazecohorts.report.RunReport;
import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * The module's entry into a Camel context. The route file {@code cohort-sync.camel.yaml} declares it as its bean, so
 * whoever includes our routes has it, and nobody else. There may be several of these in a context, as Camel makes a bean
 * of a route file more than once; what they stand for is there once.
 */
public final class BrazeCohorts implements CamelContextAware {
    private CamelContext context;
    private Assembly assembly;

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    /**
     * Enters the context.
     *
     * @throws io.github.brazecohorts.settings.SettingsException with every mistake in the settings
     */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
        var plugins = camelContext.getCamelContextExtension();
        assembly = plugins.getContextPlugin(Assembly.class);
        if (assembly == null) {
            assembly = new Assembly(camelContext);
            plugins.addContextPlugin(Assembly.class, assembly);
        }
    }

    /** The audiences that the context's routes define. */
    public Audiences audiences() {
        return assembly.audiences();
    }

    /** Where each audience stands, also while a run is under way in another process. */
    public List<AudienceStatus> status() throws IOException {
        return assembly.status();
    }

    /**
     * The ids of the cohorts that an audience of this NAME ran, as the state knows them; also of one that is no longer
     * configured, or has another cohort by now.
     */
    public List<String> cohortsOf(String name) {
        return assembly.standing().known(name).stream()
                .map(cohort -> cohort.key().cohortId())
                .toList();
    }

    /**
     * Trusts nothing that was delivered to the audience's cohort, and forgets nobody: the next run names the cohort and
     * sends everyone again; who has left is still removed.
     *
     * @return how many people may be in the cohort
     * @throws java.util.NoSuchElementException if there is no such audience, or it has a mistake
     */
    public long resync(String name) {
        return assembly.standing().resync(assembly.audiences().find(name).orElseThrow());
    }

    /** The NAMEs of audiences that were retired, and whose schedules rest; none where the state is taken. */
    public List<String> resting() {
        return assembly.standing().resting();
    }

    /** The reports of all runs of an audience of this NAME that are remembered, the latest first. */
    public List<RunReport> history(String name) {
        return assembly.standing().history(name);
    }

    /** Whether the last run of this audience here was refused because it would have left people behind in a cohort. */
    public boolean isStranded(String name) {
        return assembly.standing().isStranded(name);
    }

    /** The report of an audience that cannot run because of a mistake in it. */
    public RunReport mistaken(String name) {
        return assembly.mistaken(name);
    }
}
