// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.membership.CohortKey;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.AlertBook;
import io.github.brazecohorts.report.AudienceStatus;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.StatusFile;
import io.github.brazecohorts.report.StatusFile.Entry;
import io.github.brazecohorts.sync.Alarm;
import io.github.brazecohorts.sync.Schedule;
import io.github.brazecohorts.sync.Workspaces;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Puts together where each audience stands, from its configuration and from what its runs left. */
record Statuses(
        Audiences audiences,
        Workspaces workspaces,
        MembershipStore store,
        StatusFile file,
        boolean shared,
        Alarm alarm,
        Function<String, Alert> mistake,
        Clock clock) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    List<AudienceStatus> all() throws IOException {
        Map<String, Entry> entries = entries();
        AlertBook alerts = file.alerts();
        return audiences.names().stream()
                .map(name -> {
                    Entry entry = entries.getOrDefault(name, Entry.NOTHING);
                    return audiences
                            .find(name)
                            .map(audience -> status(audience, entry, alerts))
                            .orElseGet(() -> mistaken(name, entry, alerts));
                })
                .toList();
    }

    /**
     * From the file beside the embedded state; from that state itself, which a run may hold, only where the file is lost.
     * A state that nodes share can always be asked, and knows of the others.
     */
    Map<String, Entry> entries() throws IOException {
        Optional<Map<String, Entry>> here = file.read();
        if (!shared && here.isPresent()) {
            return here.get();
        }
        Map<String, Entry> entries = new TreeMap<>(here.orElseGet(Map::of));
        List<String> resting = store.resting(PATIENCE);
        for (String name : resting) {
            Entry before = entries.getOrDefault(name, Entry.NOTHING);
            entries.put(name, new Entry(before.last(), before.running(), true));
        }
        for (String json : store.lastReports(PATIENCE)) {
            RunReport report = RunReport.parse(json);
            if (!isOfTest(report)) {
                boolean rests = resting.contains(report.audience());
                Entry before = entries.getOrDefault(report.audience(), Entry.NOTHING);
                entries.put(report.audience(), new Entry(report, before.running(), rests));
                if (here.isEmpty()) {
                    file.finished(report, rests);
                }
            }
        }
        alarm.refresh();
        return entries;
    }

    /** Of a test cohort that was forgotten the state itself does not know it any more. */
    private boolean isOfTest(RunReport report) {
        return audiences
                .find(report.audience())
                .map(audience -> workspaces.cohort(audience).cohortId() + Audience.TEST)
                .filter(report.cohortId()::equals)
                .isPresent();
    }

    private AudienceStatus status(Audience audience, Entry entry, AlertBook alerts) {
        CohortKey cohort = workspaces.cohort(audience);
        return AudienceStatus.of(
                audience.name(),
                cohort.workspace(),
                cohort.cohortId(),
                audience.cohortName(),
                entry,
                entry.resting() ? null : nextRun(audience),
                alerts.of(audience.name()));
    }

    /** Of one that cannot run as it is written it is known what its last run was. */
    private AudienceStatus mistaken(String name, Entry entry, AlertBook alerts) {
        Alert now = mistake.apply(name);
        RunReport last = entry.last();
        return AudienceStatus.of(
                name,
                last == null ? now.workspace() : last.workspace(),
                last == null ? null : last.cohortId(),
                last == null ? null : last.cohortName(),
                entry,
                null,
                Stream.concat(
                                Stream.of(now),
                                alerts.of(name).stream()
                                        .filter(open -> !open.code().equals(now.code())))
                        .toList());
    }

    private String nextRun(Audience audience) {
        return Schedule.of(audience)
                .flatMap(schedule -> schedule.next(clock.instant()))
                .map(Instant::toString)
                .orElse(null);
    }
}
