// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.metrics.Meters;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.StatusFile.Entry;
import io.github.brazecohorts.report.Watcher;
import io.github.brazecohorts.settings.Settings;
import io.github.brazecohorts.settings.WorkspaceSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on to the registry of meters of the context, where it has one. It is looked for when the context has started, as
 * a host may bind it later than our routes are read. Where Micrometer is not there at all, nothing of it is touched.
 */
final class Watching implements Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);
    private static final String REGISTRY = "io.micrometer.core.instrument.MeterRegistry";

    private volatile Watcher watcher = NOBODY;

    /** How the last run of each audience ended. */
    interface LastRuns {
        Map<String, Entry> read() throws IOException;
    }

    /** Begins, with how all audiences stand. */
    void begin(CamelContext context, Settings settings, Audiences audiences, LastRuns lastRuns, Clock clock) {
        if (context.getClassResolver().resolveClass(REGISTRY) != null) {
            watcher = WithMicrometer.watcher(context, settings, audiences, lastRuns, clock);
        }
    }

    @Override
    public void ended(RunReport report) {
        watcher.ended(report);
    }

    @Override
    public void answered(String workspace, int status, Duration took) {
        watcher.answered(workspace, status, took);
    }

    /** Loaded only where Micrometer is there. */
    private static final class WithMicrometer {
        /** The name by which Camel's own metrics look for it. */
        private static final String CAMELS = "metricsRegistry";

        static Watcher watcher(
                CamelContext context, Settings settings, Audiences audiences, LastRuns lastRuns, Clock clock) {
            MeterRegistry named = context.getRegistry().lookupByNameAndType(CAMELS, MeterRegistry.class);
            MeterRegistry found = named == null ? context.getRegistry().findSingleByType(MeterRegistry.class) : named;
            if (found == null) {
                return NOBODY;
            }
            Meters meters = new Meters(found, clock);
            for (WorkspaceSettings workspace : settings.workspaces()) {
                meters.show(workspace.name(), workspace.requestsPerHour());
            }
            Map<String, Entry> entries = entries(lastRuns);
            audiences
                    .all()
                    .forEach(audience -> meters.show(
                            audience.name(),
                            audience.workspace(),
                            entries.getOrDefault(audience.name(), Entry.NOTHING).last()));
            return meters;
        }

        private static Map<String, Entry> entries(LastRuns lastRuns) {
            try {
                return lastRuns.read();
            } catch (IOException | StateException unreadable) {
                LOG.warn("metrics begin without the last runs, which cannot be read: {}", unreadable.getMessage());
                return Map.of();
            }
        }
    }
}
