// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Audiences;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;

/**
 * Meets every audience before its route is built. Camel alone would take an unknown parameter or a second audience of
 * the same name without a word, and would fire a schedule that is not there.
 */
final class AudienceRoutes extends ModelLifecycleStrategySupport {
    /** The group that the template cohort-sync gives its routes. */
    private static final String GROUP = "braze-cohorts";

    /** Where the template finds the audience's NAME. It also tells a second announcement of the same route, which Camel makes. */
    private static final String NAME = "braze-cohorts.audience";

    /** The route that looks after other nodes: whoever runs no schedules takes over none. */
    private static final String TAKE_OVER = "take-over-runs";

    private final CamelContext context;
    private final Audiences audiences;
    private final boolean schedules;

    /**
     * @param context knows the settings that parameters may name
     * @param schedules whether audiences run by their schedules, or only by hand
     */
    AudienceRoutes(CamelContext context, Audiences audiences, boolean schedules) {
        this.context = context;
        this.audiences = audiences;
        this.schedules = schedules;
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        if (TAKE_OVER.equals(route.getRouteId()) && !schedules) {
            route.setAutoStartup("false");
        }
        boolean isAudience = GROUP.equals(route.getGroup()) && route.getTemplateParameters() != null;
        if (!isAudience || route.getTemplateParameters().containsKey(NAME)) {
            return;
        }
        String name = route.getRouteId();
        Map<String, Object> given = new HashMap<>(route.getTemplateParameters());
        given.replaceAll((parameter, value) -> value instanceof String text ? resolved(text) : value);
        audiences.add(name, given);
        route.getTemplateParameters().put(NAME, name);
        boolean runsByItself =
                schedules && audiences.find(name).flatMap(Audience::schedule).isPresent();
        if (!runsByItself) {
            rest(route);
        }
    }

    /** With the settings that it names; a text that names one that is not there stays as it is, and is a mistake. */
    private String resolved(String text) {
        try {
            return context.resolvePropertyPlaceholders(text);
        } catch (IllegalArgumentException notThere) {
            return text;
        }
    }

    /** A Quartz endpoint schedules its job although its route is not started: so such an audience has none. */
    private static void rest(RouteDefinition route) {
        route.getInput().setUri("direct:braze-cohorts-by-hand-" + route.getRouteId());
        route.setAutoStartup("false");
    }
}
