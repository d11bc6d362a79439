// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.metrics;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.Watcher;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What runs and requests came to, in a registry of meters. Labels are NAMEs of audiences and workspaces, outcomes and
 * statuses: as many as there are audiences, and no key or id among them.
 */
public final class Meters implements Watcher {
    static final String PREFIX = "braze.cohorts.";

    /** What Braze and what stands between answer; of any other only the class is told. */
    private static final Set<Integer> USUAL =
            Set.of(200, 201, 202, 204, 400, 401, 403, 404, 408, 413, 423, 425, 429, 500, 502, 503, 504);

    /** An audience may move to another workspace, and what is retired of it is then in the one before. */
    private record Label(String audience, String workspace) {}

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<Label, AudienceMeters> audiences = new ConcurrentHashMap<>();
    private final Map<String, LastHour> requests = new ConcurrentHashMap<>();

    public Meters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Shows a workspace's budget from the beginning. */
    public void show(String workspace, long requestsPerHour) {
        LastHour hour = hour(workspace);
        Gauge.builder(PREFIX + "requests.hourly.limit", () -> requestsPerHour)
                .description("Requests that may leave in any 60 minutes (braze.requests-per-hour)")
                .tag("workspace", workspace)
                .register(registry);
        Gauge.builder(PREFIX + "requests.hourly.left", () -> Math.max(0, requestsPerHour - hour.sum()))
                .description("That limit less the requests of this process in the last 60 minutes")
                .tag("workspace", workspace)
                .register(registry);
    }

    /**
     * Shows an audience from the beginning, also before its first run.
     *
     * @param last the report of its last run; null before the first
     */
    public void show(String audience, String workspace, RunReport last) {
        AudienceMeters meters = meters(audience, workspace);
        if (last != null) {
            meters.know(last);
        }
    }

    @Override
    public void ended(RunReport report) {
        meters(report.audience(), report.workspace()).ended(report);
    }

    @Override
    public void answered(String workspace, int status, Duration took) {
        hour(workspace).count();
        Timer.builder(PREFIX + "requests")
                .description("Requests to Braze, and how long their answers took")
                .tags("workspace", workspace, "status", label(status))
                .register(registry)
                .record(took);
    }

    private static String label(int status) {
        if (status == NO_ANSWER) {
            return "none";
        }
        return USUAL.contains(status) ? String.valueOf(status) : Math.min(9, status / 100) + "xx";
    }

    private AudienceMeters meters(String audience, String workspace) {
        return audiences.computeIfAbsent(
                new Label(audience, workspace), label -> new AudienceMeters(registry, audience, workspace));
    }

    private LastHour hour(String workspace) {
        return requests.computeIfAbsent(workspace, name -> new LastHour(clock));
    }
}
