// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** The ways in and out: {@code direct:sync-audience}, {@code direct:cohort-report}, {@code direct:cohort-alert}. */
class DoorsTest extends AtHome {
    @Test
    void lineToPasteNamesEveryRouteFile() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            assertThat(Readme.routeFiles())
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(file -> !file.equals("audiences.camel.yaml"))
                                    .map(file -> "classpath:braze-cohorts/routes/" + file)
                                    .toList());
        }
    }

    @Test
    void nameGoesInAndReportComesOut() throws Exception {
        host.withUs().withBuyers().start();

        Exchange answer = host.sync("buyers");

        assertThat(answer.getException()).isNull();
        assertThat(report(answer))
                .containsEntry("audience", "buyers")
                .containsEntry("status", "completed")
                .containsEntry("cohort_id", Host.COHORT)
                .containsEntry("added", 1L)
                .containsKeys("run_id", "read", "removed", "members", "requests", "took_ms", "alerts");
        assertThat(host.members()).containsExactly("ada");
    }

    @Test
    void anythingElseIsRefusedWithTheReason() throws Exception {
        host.withUs().withBuyers().file("""
                        - templatedRoute:
                            routeId: nameless
                            routeTemplateRef: cohort-sync
                            parameters:
                              - name: query
                                value: SELECT external_id FROM buyer
                        """).start();

        assertThatRefused(null).hasMessage("there is no such audience; known are: buyers, nameless");
        assertThatRefused(42).hasMessageStartingWith("there is no such audience");
        assertThatRefused(List.of("buyers")).hasMessageStartingWith("there is no such audience");
        assertThatRefused("Buyers").hasMessageStartingWith("there is no such audience");
        assertThatRefused("nameless").hasMessageStartingWith("audience nameless cannot run: cohortName");
        assertThat(host.braze.requests().total()).isZero();
    }

    private AbstractThrowableAssert<?, ?> assertThatRefused(Object body) throws Exception {
        return assertThat(host.sync(body).getException()).as("%s", body);
    }

    /** Camel's components take orders from headers; one name is written as an attacker would, past a filter. */
    @Test
    void headersOfTheCallerChangeNothing() throws Exception {
        host.withUs().withBuyers().start();
        Map<String, Object> hostile = new HashMap<>();
        for (String header : List.of(
                "CamelHttpUri",
                "CAmelHttpUri",
                "CamelHttpPath",
                "CamelHttpQuery",
                "CamelHttpMethod",
                "CamelHttpHost",
                "CamelSqlQuery",
                "CAmelSqlQuery",
                "CamelJdbcQuery",
                "CamelJdbcColumnNames",
                "CamelJdbcParameters",
                "CamelBeanMethodName",
                "CamelRedeliveryCounter",
                "CamelRedeliveryDelay",
                "CamelToEndpoint",
                "Authorization",
                "Content-Encoding")) {
            hostile.put(header, "http://127.0.0.1:9/attacker");
        }

        Exchange answer = host.ask("direct:sync-audience", "buyers", hostile);

        assertThat(answer.getException()).isNull();
        assertThat(report(answer))
                .containsEntry("status", "completed")
                .containsEntry("added", 1L)
                .containsEntry("retries", 0L);
        assertThat(host.members()).containsExactly("ada");
    }

    @Test
    void reportsAndAlertsGoToTheHostsOwnRoutes() throws Exception {
        Queue<Object> reports = new ConcurrentLinkedQueue<>();
        Queue<Object> alerts = new ConcurrentLinkedQueue<>();
        List<String> routes = new ArrayList<>(Readme.routeFiles());
        assertThat(routes.remove("classpath:braze-cohorts/routes/alerts.camel.yaml"))
                .isTrue();
        host.withUs(routes)
                .withBuyers()
                .with(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:cohort-report").routeId("cohort-report").process(e -> reports.add(map(e)));
                        from("direct:cohort-alert").routeId("cohort-alert").process(e -> alerts.add(map(e)));
                    }
                })
                .set("braze.data-import-key", "a-wrong-key")
                .start();

        Map<?, ?> answer = report(host.sync("buyers"));

        assertThat(answer.get("status")).isEqualTo("refused");
        assertThat(reports).singleElement().isEqualTo(answer);
        assertThat(alerts)
                .singleElement()
                .extracting(alert -> ((Map<?, ?>) alert).get("code"))
                .isEqualTo("invalid-credentials");
    }

    private static Map<?, ?> map(Exchange exchange) {
        return exchange.getMessage().getBody(Map.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> report(Exchange answer) {
        return answer.getMessage().getBody(Map.class);
    }
}
