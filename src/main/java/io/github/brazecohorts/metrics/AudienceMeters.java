// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.metrics;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/** The figures of one audience. */
final class AudienceMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private volatile RunReport last;
    private volatile double lastSuccess;

    AudienceMeters(MeterRegistry registry, String audience, String workspace) {
        this.registry = registry;
        tags = Tags.of("audience", audience, "workspace", workspace);
        gauge(
                "last.success.timestamp",
                "When the last run began that ended completed; 0 where none is known",
                tags,
                m -> m.lastSuccess,
                "seconds");
        gauge("members", "People in the cohort, as confirmed by Braze", tags, m -> m.now(RunReport::members), null);
        gauge(
                "held",
                "Changes that a guard holds",
                tags.and("change", "removal"),
                m -> m.now(RunReport::heldRemovals),
                null);
        gauge(
                "held",
                "Changes that a guard holds",
                tags.and("change", "add"),
                m -> m.now(RunReport::heldAdditions),
                null);
        gauge(
                "undelivered",
                "Changes that the last run left to the next one",
                tags,
                m -> m.now(RunReport::undelivered),
                null);
        gauge("rejected.ids", "Ids that Braze refuses", tags, m -> m.now(RunReport::rejectedIds), null);
        for (RunStatus outcome : RunStatus.values()) {
            if (outcome != RunStatus.PLANNED && outcome != RunStatus.INTERRUPTED) {
                count("runs", "outcome", outcome.text(), 0);
            }
        }
        changes(0, 0, 0);
    }

    private void gauge(String name, String meaning, Tags of, ToDoubleFunction<AudienceMeters> value, String unit) {
        Gauge.builder(Meters.PREFIX + name, this, value)
                .description(meaning)
                .baseUnit(unit)
                .tags(of)
                .strongReference(true)
                .register(registry);
    }

    private double now(ToDoubleFunction<RunReport> figure) {
        RunReport known = last;
        return known == null ? Double.NaN : figure.applyAsDouble(known);
    }

    /** Takes over how the audience stood when this program began. */
    synchronized void know(RunReport report) {
        if (last == null) {
            stand(report);
        }
    }

    /** A run came to its end. */
    synchronized void ended(RunReport report) {
        count("runs", "outcome", report.status(), 1);
        if (report.status().equals(RunStatus.SKIPPED.text())) {
            return;
        }
        changes(report.added(), report.removed(), report.reasserted());
        registry.counter(Meters.PREFIX + "retries", tags).increment(report.retries());
        registry.timer(Meters.PREFIX + "run.duration", tags).record(Duration.ofMillis(report.tookMs()));
        stand(report);
    }

    private void stand(RunReport report) {
        last = report;
        if (report.status().equals(RunStatus.COMPLETED.text())) {
            lastSuccess = Instant.parse(report.startedAt()).getEpochSecond();
        }
    }

    private void changes(long added, long removed, long reasserted) {
        count("changes", "change", "add", added);
        count("changes", "change", "removal", removed);
        count("changes", "change", "reassertion", reasserted);
    }

    private void count(String name, String tag, String value, long times) {
        registry.counter(Meters.PREFIX + name, tags.and(tag, value)).increment(times);
    }
}
