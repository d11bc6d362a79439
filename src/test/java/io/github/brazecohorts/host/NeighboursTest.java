// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.membership.StateException;
import java.io.IOException;
import java.net.URL;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host does not notice of the library, on its classpath alone or with the routes in it. */
class NeighboursTest extends AtHome {
    private static final RouteBuilder NOTHING = new RouteBuilder() {
        @Override
        public void configure() {
            from("direct:own").routeId("own").to("mock:own");
        }
    };

    @Test
    void startsNothingByItself() throws Exception {
        Set<String> threads = threads();

        host.with(NOTHING).start();

        assertThat(host.context().getRoutes())
                .singleElement()
                .matches(route -> route.getId().equals("own"));
        assertThat(beans()).noneMatch(name -> name.contains("braze") || name.contains("cohort"));
        assertThat(added(threads)).noneMatch(name -> name.contains("braze") || name.contains("quartz"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void everyBeanBearsItsName() throws Exception {
        host.with(NOTHING).start();
        Set<String> before = beans();
        host.close();
        prepare();

        host.withUs().withBuyers().with(NOTHING).start();

        assertThat(beans()).hasSizeGreaterThan(before.size() + 5);
        Set<String> brought = beans();
        brought.removeAll(before);
        assertThat(brought).allMatch(name -> name.equals("braze-cohorts") || name.startsWith("braze-cohorts-"));
    }

    /** A second one would switch off a host's autowiring of the first. */
    @Test
    void registersNoDataSource() throws Exception {
        host.withUs().withBuyers().start().sync("buyers");

        assertThat(host.context().getRegistry().findByTypeWithName(DataSource.class))
                .containsOnlyKeys("warehouse");
    }

    /** One without an id would hold for the host's routes as well. */
    @Test
    void everyPolicyIsForRoutesThatNameIt() throws Exception {
        host.withUs().withBuyers().start();

        assertThat(host.context()
                        .getCamelContextExtension()
                        .getContextPlugin(Model.class)
                        .getRouteConfigurationDefinitions())
                .isNotEmpty()
                .extracting(RouteConfigurationDefinition::getId)
                .allMatch(id -> id != null && id.startsWith("braze-cohorts-"));
    }

    @ParameterizedTest
    @MethodSource
    void routeOfTheHostKeepsItsOwnFailure(Exception failure) throws Exception {
        host.withUs()
                .withBuyers()
                .with(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:failing").process(exchange -> {
                            throw failure;
                        });
                    }
                })
                .start();

        Exchange answer = host.ask("direct:failing", "buyers", Map.of());

        assertThat(answer.getException()).isSameAs(failure);
        assertThat(answer.isRollbackOnly()).isFalse();
        assertThat(host.braze.requests().total()).isZero();
    }

    static Stream<Exception> routeOfTheHostKeepsItsOwnFailure() {
        return Stream.of(
                new IllegalStateException("the host's"),
                new IOException("the host's"),
                new SQLException("the host's"),
                new StateException("of a kind for which there is a policy"));
    }

    @Test
    void bringsNoFileThatIsFoundByItsName() throws Exception {
        for (String name :
                List.of("application.properties", "application.yaml", "camel", "log4j2.xml", "logback.xml")) {
            List<URL> found = Collections.list(getClass().getClassLoader().getResources(name));
            assertThat(found).as(name).noneMatch(url -> url.getPath().contains("/target/classes/"));
        }
    }

    private Set<String> beans() {
        return new TreeSet<>(
                host.context().getRegistry().findByTypeWithName(Object.class).keySet());
    }

    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
        return names;
    }

    private static Set<String> added(Set<String> before) {
        Set<String> now = threads();
        now.removeAll(before);
        return now;
    }
}
