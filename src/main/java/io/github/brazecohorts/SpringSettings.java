// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * What a Spring Boot application has written in its {@code application.yaml} or its like. Camel looks up single names there,
 * and cannot say which there are.
 */
final class SpringSettings {
    private static final String ENVIRONMENT = "org.springframework.core.env.ConfigurableEnvironment";

    private SpringSettings() {}

    /** The names of all properties; none in an application without Spring. */
    static Stream<String> names(CamelContext context) {
        return context.getClassResolver().resolveClass(ENVIRONMENT) == null
                ? Stream.empty()
                : WithSpring.names(context);
    }

    /** Is loaded only where Spring is. */
    private static final class WithSpring {
        static Stream<String> names(CamelContext context) {
            return context.getRegistry().findByType(ConfigurableEnvironment.class).stream()
                    .flatMap(environment -> environment.getPropertySources().stream())
                    .filter(EnumerablePropertySource.class::isInstance)
                    .flatMap(source -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()));
        }
    }
}
