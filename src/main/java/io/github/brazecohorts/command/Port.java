// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.Main;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port at which Camel shows metrics and health. All its settings are Camel's own; here are our defaults, and what
 * becomes of a port that is taken: the schedules run all the same. Camel alone goes on too, but with a stack trace.
 */
final class Port extends DefaultMainHttpServerFactory {
    private static final Logger LOG = LoggerFactory.getLogger("braze-cohorts");

    /** The loopback address alone: who wants others to read it says so. The port is that of Camel's observability services. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "camel.management.enabled", "true",
            "camel.management.host", "127.0.0.1",
            "camel.management.port", "9876",
            "camel.management.healthCheckEnabled", "true",
            "camel.management.metricsEnabled", "true",
            "camel.metrics.enabled", "true",
            // It would listen to each single change.
            "camel.metrics.enableExchangeEventNotifier", "false");

    /** It will be opened when the program starts, unless the settings say otherwise. */
    static void open(Main main) {
        DEFAULTS.forEach(main::addInitialProperty);
        main.bind("braze-cohorts-port", new Port());
    }

    /** It belongs to {@code run}, whatever the settings say. */
    static void keepShut(Main main) {
        main.addOverrideProperty("camel.management.enabled", "false");
        main.addOverrideProperty("camel.metrics.enabled", "false");
    }

    @Override
    public Service newHttpManagementServer(
            CamelContext context, HttpManagementServerConfigurationProperties configuration) {
        InetSocketAddress address = new InetSocketAddress(configuration.getHost(), configuration.getPort());
        try (ServerSocket attempt = new ServerSocket()) {
            attempt.setReuseAddress(true);
            attempt.bind(address);
        } catch (IOException taken) {
            LOG.warn(
                    "No metrics and no health: {}:{} cannot be listened at ({}). Give a free port in camel.management.port,"
                            + " or camel.management.enabled = false; the schedules run all the same",
                    configuration.getHost(),
                    configuration.getPort(),
                    taken.getMessage());
            return new Nothing();
        }
        LOG.info(
                "metrics and health: http://{}:{}{}",
                configuration.getHost(),
                configuration.getPort(),
                configuration.getPath());
        return super.newHttpManagementServer(context, configuration);
    }

    /** In the place of the server. */
    private static final class Nothing extends ServiceSupport {}
}
