// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The application in {@code examples/camel-main}, built with the installed library and started as its README says. */
class CamelMainExampleIT {
    private static final String TOLD = "INFO  load-orders - buyers: completed, read %d, added %d, requests %d";
    private static final String LIBRARY = "braze-cohorts-0.1.0-SNAPSHOT.jar";

    private static final Path RESOURCES = Folder.PROJECT.resolve("src/main/resources");

    private final Example shop = new Example("camel-main");

    @AfterEach
    void end() throws Exception {
        shop.close();
    }

    @Test
    void itsOwnRouteKeepsTheCohort() throws Exception {
        assertThat(shop.readme()).contains(TOLD.formatted(3, 3, 2));

        shop.runUntil(TOLD.formatted(3, 3, 2));
        shop.runUntil(TOLD.formatted(3, 0, 0));
        Path orders = shop.path("orders/tuesday.txt");
        Files.writeString(orders, "dan\nada\n", StandardOpenOption.CREATE);
        shop.runUntil(TOLD.formatted(4, 1, 1));
        Files.delete(orders);
    }

    @Test
    void itsLogShowsNoId() throws Exception {
        assertThat(shop.runUntil(TOLD.formatted(3, 3, 2)))
                .contains("Apache Camel", "(shop) started")
                .doesNotContain("ada");
    }

    /** Beside Camel and its components: nothing of the runnable, no logging backend, no driver. */
    @Test
    void theLibraryBringsLittleWithIt() throws Exception {
        try (Stream<Path> files = Files.list(shop.path("target/lib"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains(LIBRARY)
                    .noneMatch(file -> file.matches("(picocli|postgresql|camel-mail)-.*"));
        }
    }

    /** A file of Camel's build would hide the host's own type converters, and name some that the host does not have. */
    @Test
    void theLibraryIsNotTheRunnable() throws Exception {
        try (JarFile library =
                new JarFile(shop.path("target/lib").resolve(LIBRARY).toFile())) {
            assertThat(library.stream().map(JarEntry::getName).filter(name -> !name.endsWith("/")))
                    .allMatch(name -> name.startsWith("io/github/brazecohorts/")
                            || Files.exists(RESOURCES.resolve(name))
                            || name.startsWith("braze-cohorts/routes/")
                            || name.startsWith("META-INF/maven/")
                            || name.equals("META-INF/MANIFEST.MF"));
        }
    }
}
