// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.channel.Channels;
import io.github.brazecohorts.check.Finding;
import io.github.brazecohorts.check.KeyCheck;
import io.github.brazecohorts.check.QueryCheck;
import io.github.brazecohorts.check.SourceCheck;
import io.github.brazecohorts.check.StateCheck;
import io.github.brazecohorts.health.Needs;
import io.github.brazecohorts.health.ReadinessCheck;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.report.AudienceStatus;
import io.github.brazecohorts.report.LoggedProgress;
import io.github.brazecohorts.report.Progress;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.StatusFile;
import io.github.brazecohorts.report.StatusFile.Entry;
import io.github.brazecohorts.report.StatusProgress;
import io.github.brazecohorts.settings.Settings;
import io.github.brazecohorts.settings.WorkspaceSettings;
import io.github.brazecohorts.sync.Alarm;
import io.github.brazecohorts.sync.Comparing;
import io.github.brazecohorts.sync.Delivering;
import io.github.brazecohorts.sync.InBatches;
import io.github.brazecohorts.sync.LogContext;
import io.github.brazecohorts.sync.OldRuns;
import io.github.brazecohorts.sync.OneRequest;
import io.github.brazecohorts.sync.Paces;
import io.github.brazecohorts.sync.Posting;
import io.github.brazecohorts.sync.Reading;
import io.github.brazecohorts.sync.ReadingWithin;
import io.github.brazecohorts.sync.Reports;
import io.github.brazecohorts.sync.Runs;
import io.github.brazecohorts.sync.Senders;
import io.github.brazecohorts.sync.Standing;
import io.github.brazecohorts.sync.StreamingConnection;
import io.github.brazecohorts.sync.Workspaces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module in one Camel context: reads the settings, gives the routes the beans that they name, all of them called
 * {@code braze-cohorts-…}, and ends what it holds when the context stops.
 */
final class Assembly extends LifecycleStrategySupport {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    private final Audiences audiences;
    private final CamelContext context;
    private final Clock clock = clock();
    private final WrittenSettings written;
    private final Settings settings;
    private final StatePlace place;
    private final StandIn standIn;
    private final Workspaces workspaces;
    private final MembershipStore store;
    private final StatusFile statusFile;
    private final Watching watching = new Watching();
    private final Standing standing;
    private final Alarm alarm;
    private final Paces paces;
    private final Runs runs;
    private final boolean schedules;
    private final Reading reading;
    private final Mistakes mistakes;

    /**
     * Reads the settings and binds the beans.
     *
     * @throws io.github.brazecohorts.settings.SettingsException with every mistake in the settings
     */
    Assembly(CamelContext context) {
        this.context = context;
        written = new WrittenSettings(context);
        Path home = Path.of(written.text("braze-cohorts.home").orElse("")).toAbsolutePath();
        settings = written.read(home);
        audiences = new Audiences(settings.workspaces().stream()
                .collect(Collectors.toMap(WorkspaceSettings::name, WorkspaceSettings::cohortIdPrefix)));
        place = new StatePlace(settings, home);
        store = place.open(clock);
        statusFile = new StatusFile(place.beside("status.json"), clock);
        standIn = new StandIn(place.beside("sandbox.jsonl"));
        workspaces = new DefinedWorkspaces(settings, written, standIn).all();
        standing = new Standing(workspaces, store);
        alarm = new Alarm(store, statusFile, clock);
        mistakes = new Mistakes(context, audiences, alarm, clock);
        paces = new Paces(store, clock);
        OldRuns oldRuns = new OldRuns(store, settings.keepHistory(), clock);
        Reports reports = new Reports(statusFile, watching, oldRuns, clock);
        runs = new Runs(audiences, workspaces, store, standing, reports, alarm, paces, clock, context::isStopped);
        Progress shown = context.getRegistry().lookupByNameAndType("braze-cohorts-progress", Progress.class);
        Progress progress = new StatusProgress(statusFile).and(shown == null ? new LoggedProgress() : shown);
        reading = new Reading(context, home, progress);
        Senders senders = new Senders(settings.maxConcurrentRequests());
        bindStages(progress, senders);
        takeSubjectsFromHeaders();
        Pools.define(context.getExecutorServiceManager(), senders.threads());
        schedules = !written.text("braze-cohorts.schedules").equals(Optional.of("off"));
        context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .addModelLifecycleStrategy(new AudienceRoutes(context, audiences, schedules));
        context.addRoutePolicyFactory(new LogContext());
        context.addLifecycleStrategy(this);
    }

    private void bindStages(Progress progress, Senders senders) {
        bind("runs", runs);
        bind("reading", reading);
        bind("reading-within", new ReadingWithin(context, progress));
        bind("streaming", new StreamingConnection());
        bind("membership", new Comparing(progress));
        bind("delivery", new Delivering(progress, paces, senders, alarm, context::isStopped));
        bind("batches", new InBatches(senders));
        bind("braze", new Posting(clock, paces, watching));
        bind("http", new OneRequest());
        bind("channels", new Channels(written::text));
    }

    /** Since Camel 4.22 camel-mail takes a subject from its header only where an option says so, which older ones lack. */
    private void takeSubjectsFromHeaders() {
        EndpointUriFactory mail = context.getCamelContextExtension().getEndpointUriFactory("smtp");
        if (mail != null && mail.propertyNames().contains("useHeaderSubject")) {
            context.getPropertiesComponent().addInitialProperty("braze-cohorts.subject-from-header", "true");
        }
    }

    private void bind(String stage, Object bean) {
        context.getRegistry().bind("braze-cohorts-" + stage, bean);
    }

    private static Clock clock() {
        String offset = System.getProperty("braze-cohorts.clock-offset");
        return offset == null ? Clock.systemUTC() : Clock.offset(Clock.systemUTC(), Duration.parse(offset));
    }

    Audiences audiences() {
        return audiences;
    }

    Standing standing() {
        return standing;
    }

    List<AudienceStatus> status() throws IOException {
        return statuses().all();
    }

    private Statuses statuses() {
        return new Statuses(audiences, workspaces, store, statusFile, place.isShared(), alarm, mistakes::alert, clock);
    }

    List<Finding> check(boolean offline) {
        Map<String, DataSource> sources = context.getRegistry().findByTypeWithName(DataSource.class);
        return new Checkup(
                        audiences,
                        sources,
                        new SourceCheck(sources, Duration.ofSeconds(10)),
                        new QueryCheck(reading::sql, Duration.ofSeconds(30)),
                        new StateCheck(place.toString(), store, Duration.ofMinutes(2)),
                        !place.isShared(),
                        workspaces::of,
                        new KeyCheck(new KeyProbe(context, runs)))
                .findings(offline);
    }

    RunReport mistaken(String name) {
        return mistakes.report(name);
    }

    /** Before any schedule begins. */
    @Override
    public void onContextStarting(CamelContext starting) {
        watching.begin(starting, settings, audiences, this::lastRuns, clock);
        Runnable news = place.isShared() ? alarm::refresh : () -> {};
        ReadinessCheck.join(starting, new Needs(audiences, workspaces.byName().keySet(), store, statusFile, news));
    }

    /** Of all nodes, where they share a state; an embedded one is not opened for that. */
    private Map<String, Entry> lastRuns() throws IOException {
        return place.isShared() ? statuses().entries() : statusFile.read().orElseGet(Map::of);
    }

    @Override
    public void onContextStarted(CamelContext started) {
        if (schedules) {
            settings.workspaces().forEach(workspace -> LOG.info("{}", workspace));
            LOG.info(
                    "retries of a request: {}; runs are remembered for {} days; state: {}",
                    settings.retries(),
                    settings.keepHistory().toDays(),
                    place);
            mistakes.tell();
        }
    }

    /** Lets runs under way come to an end before their routes are stopped. */
    @Override
    public void onContextStopping(CamelContext stopping) {
        runs.stopAll();
    }

    @Override
    public void onContextStopped(CamelContext stopped) {
        store.close();
        standIn.close();
    }
}
