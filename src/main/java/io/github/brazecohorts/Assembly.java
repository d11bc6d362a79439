// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.braze.Keys;
import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.channel.Channels;
import io.github.brazecohorts.check.Finding;
import io.github.brazecohorts.check.KeyCheck;
import io.github.brazecohorts.check.QueryCheck;
import io.github.brazecohorts.check.SourceCheck;
import io.github.brazecohorts.check.StateCheck;
import io.github.brazecohorts.membership.DuckDbMembership;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.PostgresAddress;
import io.github.brazecohorts.membership.PostgresMembership;
import io.github.brazecohorts.report.Advice;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.AudienceStatus;
import io.github.brazecohorts.report.LoggedProgress;
import io.github.brazecohorts.report.Progress;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.StatusFile;
import io.github.brazecohorts.report.StatusProgress;
import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import io.github.brazecohorts.settings.Settings;
import io.github.brazecohorts.settings.StateServer;
import io.github.brazecohorts.settings.WorkspaceSettings;
import io.github.brazecohorts.sync.Alarm;
import io.github.brazecohorts.sync.Comparing;
import io.github.brazecohorts.sync.Delivering;
import io.github.brazecohorts.sync.InBatches;
import io.github.brazecohorts.sync.OneRequest;
import io.github.brazecohorts.sync.Paces;
import io.github.brazecohorts.sync.Posting;
import io.github.brazecohorts.sync.Reading;
import io.github.brazecohorts.sync.Reports;
import io.github.brazecohorts.sync.Runs;
import io.github.brazecohorts.sync.Standing;
import io.github.brazecohorts.sync.StreamingConnection;
import io.github.brazecohorts.sync.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The module in one Camel context: reads the settings, gives the routes the beans that they name, all of them called
 * {@code braze-cohorts-…}, and ends what it holds when the context stops.
 */
final class Assembly extends LifecycleStrategySupport {
    /** The registry name of the thread pool that sends batches; {@code camel.threadpool.config[…]} may redefine it. */
    static final String SENDERS = "braze-cohorts-senders";

    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    private final Audiences audiences;
    private final CamelContext context;
    private final Clock clock = clock();
    private final Path home;
    private final Settings settings;
    private final Workspaces workspaces;
    private final MembershipStore store;
    private final StatusFile statusFile;
    private final Standing standing;
    private final Alarm alarm;
    private final Paces paces;
    private final Runs runs;
    private final boolean schedules;
    private final Reading reading;
    private Sandbox sandbox;

    /**
     * Reads the settings and binds the beans.
     *
     * @throws io.github.brazecohorts.settings.SettingsException with every mistake in the settings
     */
    Assembly(CamelContext context) {
        this.context = context;
        home = Path.of(text("braze-cohorts.home").orElse("")).toAbsolutePath();
        settings = Settings.read(this::asWritten, written(), home);
        audiences = new Audiences(settings.workspaces().stream()
                .collect(Collectors.toMap(WorkspaceSettings::name, WorkspaceSettings::cohortIdPrefix)));
        store = store();
        statusFile = new StatusFile(beside("status.json"), clock);
        workspaces = workspaces();
        standing = new Standing(workspaces, store);
        alarm = new Alarm(store, statusFile, clock);
        paces = new Paces(store, clock);
        Reports reports = new Reports(statusFile, clock);
        runs = new Runs(audiences, workspaces, store, standing, reports, alarm, paces, clock, context::isStopped);
        Progress shown = context.getRegistry().lookupByNameAndType("braze-cohorts-progress", Progress.class);
        Progress progress = new StatusProgress(statusFile).and(shown == null ? new LoggedProgress() : shown);
        reading = new Reading(context, home, progress);
        bindStages(progress);
        takeSubjectsFromHeaders();
        defineSenders();
        schedules = !text("braze-cohorts.schedules").equals(Optional.of("off"));
        context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .addModelLifecycleStrategy(new AudienceRoutes(context, audiences, schedules));
        context.addLifecycleStrategy(this);
    }

    private void bindStages(Progress progress) {
        bind("runs", runs);
        bind("reading", reading);
        bind("streaming", new StreamingConnection());
        bind("membership", new Comparing(progress));
        bind("delivery", new Delivering(progress, alarm, context::isStopped));
        bind("batches", new InBatches());
        bind("braze", new Posting(clock, paces));
        bind("http", new OneRequest());
        bind("channels", new Channels(this::text));
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

    /**
     * One sender less than requests may be in flight: the thread that makes the batches sends when all others do. One of
     * them is kept, as Camel makes a pool of one thread where a pool size of 0 meets a queue of 0.
     */
    private void defineSenders() {
        var manager = context.getExecutorServiceManager();
        if (manager.getThreadPoolProfile(SENDERS) == null) {
            manager.registerThreadPoolProfile(new ThreadPoolProfileBuilder(SENDERS)
                    .poolSize(1)
                    .maxPoolSize(Math.max(1, settings.maxConcurrentRequests() - 1))
                    .maxQueueSize(0)
                    .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
                    .build());
        }
    }

    private Workspaces workspaces() {
        return new Workspaces(settings.workspaces().stream()
                .map(this::workspace)
                .collect(Collectors.toMap(Workspace::name, workspace -> workspace)));
    }

    private Workspace workspace(WorkspaceSettings of) {
        return new Workspace(
                of.name(),
                of.instance(),
                () -> of.instance().endpoint().orElseGet(this::sandbox),
                of.partner(),
                () -> keys(of),
                of.cohortIdPrefix(),
                of.batchSize(),
                of.requestsPerHour(),
                of.maxConcurrentRequests(),
                of.retries(),
                of.settlingTime());
    }

    /** As the settings have them now. */
    private Keys keys(WorkspaceSettings of) {
        String standIn = of.instance().isSandbox() ? "sandbox" : null;
        return new Keys(
                first(Settings.partnerApiKey(of.name())).orElse(standIn),
                first(Settings.dataImportKey(of.name())).orElse(standIn));
    }

    private Optional<String> first(List<String> names) {
        return names.stream().flatMap(name -> text(name).stream()).findFirst();
    }

    /** The stand-in of this process, begun at the first use. */
    private synchronized URI sandbox() {
        if (sandbox == null) {
            try {
                sandbox = Sandbox.start(SandboxOptions.defaults().withJournal(beside("sandbox.jsonl")));
            } catch (IOException e) {
                throw new UncheckedIOException("the stand-in cannot be started", e);
            }
        }
        return sandbox.endpoint();
    }

    private MembershipStore store() {
        return settings.server().map(this::onServer).orElseGet(() -> new DuckDbMembership(settings.state(), clock));
    }

    private MembershipStore onServer(StateServer server) {
        return PostgresMembership.connect(
                new PostgresAddress(server.jdbcUrl(), server.username(), server.password()), server.schema(), clock);
    }

    private Path beside(String suffix) {
        return settings.state().resolveSibling(settings.state().getFileName() + "." + suffix);
    }

    private static Clock clock() {
        String offset = System.getProperty("braze-cohorts.clock-offset");
        return offset == null ? Clock.systemUTC() : Clock.offset(Clock.systemUTC(), Duration.parse(offset));
    }

    private Optional<String> text(String name) {
        return asWritten(name).filter(value -> !value.isEmpty());
    }

    private Optional<String> asWritten(String name) {
        return context.getPropertiesComponent().resolveProperty(name).map(String::strip);
    }

    /** The names of our settings that are written somewhere; those that only the environment knows are not told. */
    private Collection<String> written() {
        return context.getPropertiesComponent()
                .loadProperties(name -> name.startsWith("braze.") || name.startsWith("state."))
                .stringPropertyNames();
    }

    Audiences audiences() {
        return audiences;
    }

    Standing standing() {
        return standing;
    }

    List<AudienceStatus> status() throws IOException {
        return new Statuses(
                        audiences,
                        workspaces,
                        store,
                        statusFile,
                        settings.server().isPresent(),
                        alarm,
                        this::mistake,
                        clock)
                .all();
    }

    List<Finding> check(boolean offline) {
        Map<String, DataSource> sources = context.getRegistry().findByTypeWithName(DataSource.class);
        return new Checkup(
                        audiences,
                        sources,
                        new SourceCheck(sources, Duration.ofSeconds(10)),
                        new QueryCheck(reading::sql, Duration.ofSeconds(30)),
                        new StateCheck(place(), store, Duration.ofMinutes(2)),
                        settings.server().isEmpty(),
                        workspaces::of,
                        new KeyCheck(new KeyProbe(context, runs)))
                .findings(offline);
    }

    /** Where the state is, as a person knows it. */
    private String place() {
        Path file = settings.state();
        return settings.server()
                .map(Object::toString)
                .orElseGet(() -> (file.startsWith(home) ? home.relativize(file) : file).toString());
    }

    RunReport mistaken(String name) {
        return Reports.mistaken(mistake(name), clock.instant());
    }

    private Alert mistake(String name) {
        return Advice.mistaken(name, "default", audiences.problems(name));
    }

    /** Whoever is in charge of an audience that cannot run is told when the schedules of the others begin. */
    private void tellMistakes() {
        List<Alert> mistakes = audiences.names().stream()
                .filter(name -> audiences.find(name).isEmpty())
                .map(this::mistake)
                .toList();
        try (ProducerTemplate teller = context.createProducerTemplate()) {
            alarm.raise(mistakes).forEach(alert -> {
                Exchange told = teller.request(
                        "direct:cohort-alert", exchange -> exchange.getMessage().setBody(alert.map()));
                if (told.getException() != null) {
                    LOG.warn(
                            "an alert could not be told: {}",
                            told.getException().getClass().getSimpleName());
                }
            });
        } catch (IOException e) {
            LOG.warn("alerts could not be told: {}", e.getClass().getSimpleName());
        }
    }

    @Override
    public void onContextStarted(CamelContext started) {
        if (schedules) {
            settings.workspaces().forEach(workspace -> LOG.info("{}", workspace));
            LOG.info("state: {}", place());
            tellMistakes();
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
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
