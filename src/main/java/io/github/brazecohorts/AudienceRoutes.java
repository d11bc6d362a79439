// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Audiences;
import java.util.HashMap;
import java.util.Map;
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

    private final Audiences audiences;
    private final boolean schedules;

    /**
     * @param schedules whether audiences run by their schedules, or only by hand
     */
    AudienceRoutes(Audiences audiences, boolean schedules) {
        this.audiences = audiences;
        this.schedules = schedules;
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        boolean isAudience = GROUP.equals(route.getGroup()) && route.getTemplateParameters() != null;
        if (!isAudience || route.getTemplateParameters().containsKey(NAME)) {
            return;
        }
        String name = route.getRouteId();
        Map<String, Object> given = new HashMap<>(route.getTemplateParameters());
        audiences.add(name, given);
        route.getTemplateParameters().put(NAME, name);
        boolean runsByItself =
                schedules && audiences.find(name).flatMap(Audience::schedule).isPresent();
        if (!runsByItself) {
            // Quartz meets the schedule of a route that is not started as well, and a mistaken one would stop them all.
            route.getTemplateParameters().remove("schedule");
            route.setAutoStartup("false");
        }
    }
}
