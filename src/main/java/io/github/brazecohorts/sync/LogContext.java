// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.MDC;

/**
 * Names the run and its audience in the context of every line that is logged for it (MDC): from when it is opened until
 * its route ends, and on the threads that send its batches.
 */
public final class LogContext extends RoutePolicySupport implements RoutePolicyFactory {
    private static final String RUN = "run";
    private static final String AUDIENCE = "audience";

    /** The route of the thread that a run begins and ends on, and the one that other threads enter. */
    private static final String OF_RUN = "sync-audience";

    private static final String OF_BATCH = "batch-delivery";
    private static final String BEFORE = "brazeCohortsLogContext";

    /** What the thread had before; null where it had none. The run's own thread sends batches too. */
    private record Before(String run, String audience) {}

    /** From here on, on this thread. */
    static void enter(SyncRun run) {
        put(RUN, run.getId());
        put(AUDIENCE, run.audience().name());
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return Set.of(OF_RUN, OF_BATCH).contains(routeId) ? this : null;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        SyncRun run = exchange.getProperty(SyncRun.PROPERTY, SyncRun.class);
        if (route.getRouteId().equals(OF_BATCH) && run != null) {
            exchange.setProperty(BEFORE, new Before(MDC.get(RUN), MDC.get(AUDIENCE)));
            enter(run);
        }
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        Before before = exchange.getProperty(BEFORE, new Before(null, null), Before.class);
        put(RUN, before.run);
        put(AUDIENCE, before.audience);
    }

    private static void put(String name, String value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }
}
