// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.report.Advice;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sync.Alarm;
import io.github.brazecohorts.sync.Reports;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the audiences that cannot run as they are written. */
record Mistakes(CamelContext context, Audiences audiences, Alarm alarm, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(Mistakes.class);

    RunReport report(String name) {
        return Reports.mistaken(alert(name), clock.instant());
    }

    Alert alert(String name) {
        return Advice.mistaken(name, audiences.workspace(name), audiences.problems(name));
    }

    /** Whoever is in charge of them is told when the schedules of the others begin. */
    void tell() {
        List<Alert> mistakes = audiences.names().stream()
                .filter(name -> audiences.find(name).isEmpty())
                .map(this::alert)
                .toList();
        try (ProducerTemplate teller = context.createProducerTemplate()) {
            alarm.raise(mistakes).forEach(alert -> tell(alert, teller));
        } catch (IOException e) {
            LOG.warn("alerts could not be told: {}", e.getClass().getSimpleName());
        }
    }

    private static void tell(Alert alert, ProducerTemplate teller) {
        Exchange told = teller.request(
                "direct:cohort-alert", exchange -> exchange.getMessage().setBody(alert.map()));
        if (told.getException() != null) {
            LOG.warn(
                    "an alert could not be told: {}",
                    told.getException().getClass().getSimpleName());
        }
    }
}
