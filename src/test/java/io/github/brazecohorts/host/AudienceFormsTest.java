// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same audience in each form that the README shows, as it stands there. */
class AudienceFormsTest extends AtHome {
    private static final Path THIS = Path.of("src/test/java/io/github/brazecohorts/host/AudienceFormsTest.java");

    @AfterEach
    void isSynced() throws Exception {
        assertThat(host.sync("buyers").getException()).isNull();
        assertThat(host.members()).containsExactly("ada");
    }

    @Test
    void fromYaml() throws Exception {
        host.withUs().file(Readme.block("yaml", "buyers")).start();
    }

    @Test
    void fromPropertiesAlone() throws Exception {
        Properties properties = Readme.properties("route-template");
        properties.stringPropertyNames().forEach(name -> host.set(name, properties.getProperty(name)));

        host.withUs().start();
    }

    @Test
    void fromJava() throws Exception {
        assertThatItStandsHere(Readme.block("java", "templatedRoute("));

        host.withUs()
                .with(new RouteBuilder() {
                    @Override
                    public void configure() {
                        templatedRoute("cohort-sync")
                                .routeId("buyers")
                                .parameter("cohortName", "Buyers")
                                .parameter("query", "SELECT external_id FROM buyer");
                    }
                })
                .start();
    }

    @Test
    void fromJavaWhileTheApplicationRuns() throws Exception {
        assertThatItStandsHere(Readme.block("java", "TemplatedRouteBuilder"));
        CamelContext context = host.withUs().start().context();

        TemplatedRouteBuilder.builder(context, "cohort-sync")
                .routeId("buyers")
                .parameter("cohortName", "Buyers")
                .parameter("query", "SELECT external_id FROM buyer")
                .add();
    }

    /** Java cannot be taken from the README, so it stands here as well. */
    private static void assertThatItStandsHere(String java) throws IOException {
        assertThat(withoutSpaces(Files.readString(THIS))).contains(withoutSpaces(java));
    }

    private static String withoutSpaces(String text) {
        return text.replaceAll("\\s+", "");
    }
}
