// SPDX-License-Identifier: Apache-2.0
package shop;

import org.apache.camel.builder.RouteBuilder;

/** The shop's own route: loads who bought something, and lets the cohort follow at once. */
final class Orders extends RouteBuilder {
    @Override
    public void configure() {
        from("file:orders?noop=true&include=.*\\.txt")
                .routeId("load-orders")
                .split(body().tokenize("\n"))
                    .setHeader("customer", body())
                    .setBody(constant("MERGE INTO buyer KEY (customer) VALUES (:?customer)"))
                    .to("jdbc:warehouse?useHeadersAsParameters=true")
                .end()
                .setBody(constant("buyers"))
                .to("direct:sync-audience")
                .log("buyers: ${body[status]}, read ${body[read]}, added ${body[added]}, requests ${body[requests]}");
    }
}
