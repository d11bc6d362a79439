// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.audience.Audiences;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meets every audience before its route is built. Camel alone would take an unknown parameter or a second audience of
 * the same name without a word, and would fire a schedule that is not there.
 */
final class AudienceRoutes extends ModelLifecycleStrategySupport {
    private static final Logger LOG = LoggerFactory.getLogger(AudienceRoutes.class);

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
        if (!"braze-cohorts".equals(route.getGroup()) || route.getTemplateParameters() == null) {
            return;
        }
        LOG.info("PARAMS {} {}", route.getRouteId(), route.getTemplateParameters());
        String name = route.getRouteId();
        Map<String, Object> given = new HashMap<>(route.getTemplateParameters());
        given.remove("routeId");
        audiences.add(name, given);
        boolean runsByItself =
                schedules && audiences.find(name).flatMap(audience -> audience.schedule()).isPresent();
        if (!runsByItself) {
            route.setAutoStartup("false");
        }
    }
}
