// SPDX-License-Identifier: Apache-2.0
package shop;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** The shop's own routes: where reports and alerts go, in the place of {@code alerts.camel.yaml}. */
@Component
class Told extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:cohort-report")
                .routeId("cohort-report")
                .log("${body[audience]}: ${body[status]}, added ${body[added]}, requests ${body[requests]}");

        from("direct:cohort-alert")
                .routeId("cohort-alert")
                .log("${body[title]} ${body[steps]}");
    }
}
