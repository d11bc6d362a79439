// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SpringSettingsTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    void areNoneWithoutSpring() {
        assertThat(SpringSettings.names(context)).isEmpty();
    }

    @Test
    void areAllThatTheApplicationHasWritten() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "application.yaml", Map.of("braze.workspaces.eu.instance", "EU-01", "braze.batch-siz", "5")));
        context.getRegistry().bind("environment", environment);

        assertThat(SpringSettings.names(context)).contains("braze.workspaces.eu.instance", "braze.batch-siz");
    }
}
