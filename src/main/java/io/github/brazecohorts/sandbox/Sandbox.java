// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * The Braze stand-in: an HTTP server on the loopback address, with one workspace. Its threads are daemons: a process
 * that wants to serve has to stay alive by itself.
 */
public final class Sandbox implements AutoCloseable {
    private final LoopbackServer server;
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(work -> LoopbackServer.daemon(work, "sandbox-late"));
    private final Workspace workspace;
    private final Profiles profiles;
    private final FaultScript faults = new FaultScript();
    private final RequestLedger ledger = new RequestLedger();
    private final InFlight inFlight = new InFlight();
    private final BrazeArea braze;
    private final ControlArea control;

    private Sandbox(SandboxOptions options) throws IOException {
        Clock clock = Clock.systemUTC();
        workspace = options.journal() == null ? new MemoryWorkspace() : new CohortJournal(options.journal());
        profiles = new Profiles(options.profiles());
        Acceptance acceptance = new Acceptance(new RequestCheck(options), workspace, profiles, ledger);
        Calls calls = new Calls(acceptance, faults, inFlight, ledger, later);
        RequestWindow window = new RequestWindow(options.requestsPerHour(), options.requestWindow(), clock);
        braze = new BrazeArea(calls, window, ledger, clock);
        control = new ControlArea(workspace, profiles, faults, ledger, inFlight);
        server = new LoopbackServer(options.port());
    }

    /**
     * Starts a sandbox.
     *
     * @throws IOException if the port is taken, or the journal cannot be read or is none
     */
    public static Sandbox start(SandboxOptions options) throws IOException {
        Sandbox sandbox = new Sandbox(options);
        sandbox.server.start(sandbox::handle);
        return sandbox;
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().startsWith("/sandbox/")) {
            control.handle(exchange);
        } else {
            braze.handle(exchange);
        }
    }

    /** Where it listens, {@code http://127.0.0.1:PORT}: what stands in the place of Braze's REST endpoint. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The port on the loopback address. */
    public int port() {
        return server.port();
    }

    /** Scripts faults, behind those that are still to come. */
    public void fault(Fault... more) {
        faults.add(List.of(more));
    }

    /** Forgets all faults that are still to come. */
    public void clearFaults() {
        faults.clear();
    }

    /** Says who has a profile from now on: external ids, device ids, names of aliases; null = everybody. */
    public void profiles(Set<String> ids) {
        profiles.set(ids);
    }

    /** The ids of all cohorts. */
    public Set<String> cohorts() {
        return show(cohorts -> Set.copyOf(cohorts.all().keySet()));
    }

    /** The external ids in a cohort; empty also where there is no such cohort. */
    public Set<String> members(String cohortId) {
        return show(cohorts -> cohorts.find(cohortId).map(cohort -> Set.copyOf(cohort.userIds)))
                .orElse(Set.of());
    }

    /** The device ids in a cohort; empty also where there is no such cohort. */
    public Set<String> deviceIds(String cohortId) {
        return show(cohorts -> cohorts.find(cohortId).map(cohort -> Set.copyOf(cohort.deviceIds)))
                .orElse(Set.of());
    }

    /** The aliases in a cohort; empty also where there is no such cohort. */
    public Set<Alias> aliases(String cohortId) {
        return show(cohorts -> cohorts.find(cohortId).map(cohort -> Set.copyOf(cohort.aliases)))
                .orElse(Set.of());
    }

    /** The name of a cohort; empty where there is no such cohort, or it was never named. */
    public Optional<String> name(String cohortId) {
        return show(cohorts -> cohorts.find(cohortId).map(Cohort::name));
    }

    private <T> T show(Function<Cohorts, T> reading) {
        try {
            return workspace.show(reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many requests to Braze's paths have arrived and have no answer yet; held ones are among them. */
    public int inFlight() {
        return inFlight.now();
    }

    /** What was asked so far. */
    public RequestReport requests() {
        return control.requests();
    }

    /**
     * How often the client did what it must not, by code: {@code opposites-in-request}, {@code opposites-in-flight},
     * {@code unnamed-cohort}, {@code unknown-field}. Empty = never.
     */
    public Map<String, Long> violations() {
        return ledger.violations();
    }

    /** Ends at once: requests under way get no answer, and changes that were to be applied late are lost. */
    @Override
    public void close() {
        server.close();
        later.shutdownNow();
    }
}
