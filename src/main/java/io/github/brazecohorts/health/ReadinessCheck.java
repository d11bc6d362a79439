// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.health;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * A check of readiness by one question. Never one of liveness: no restart mends a refused key or a database that is away,
 * and the schedules go on by themselves when it is back.
 */
public final class ReadinessCheck implements HealthCheck {
    private static final String GROUP = "braze-cohorts";

    private final String id;
    private final Supplier<List<String>> troubles;
    private volatile boolean enabled = true;

    /**
     * @param troubles answers with what is wrong, in words without a secret; with nothing if all is well
     */
    ReadinessCheck(String id, Supplier<List<String>> troubles) {
        this.id = GROUP + "-" + id;
        this.troubles = troubles;
    }

    /** Adds our checks to those of the context; where the context has none, nothing is done. */
    public static void join(CamelContext context, Needs needs) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) {
            Supplier<ExecutorService> threads =
                    () -> context.getExecutorServiceManager().newCachedThreadPool(checks, GROUP + "-health");
            Supplier<List<String>> sources = new SourceTrouble(context, needs.audiences());
            checks.register(new ReadinessCheck("state", new Asking(new StateTrouble(needs), threads)));
            checks.register(new ReadinessCheck("sources", new Asking(sources, threads)));
            checks.register(new ReadinessCheck("keys", new KeyTrouble(needs)));
        }
    }

    @Override
    public String getGroup() {
        return GROUP;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public Result call(Map<String, Object> options) {
        List<String> found = troubles.get();
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        return found.isEmpty()
                ? result.up().build()
                : result.message(String.join("; ", found)).down().build();
    }
}
