// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library's classes where nothing is that the library leaves to the host. */
class ClassesTest {
    private static final Path CLASSES = Path.of("target/classes");

    /** Jars that a host may be without: drivers, the runnable's own, and Camel's mail. */
    private static final String LEFT_TO_THE_HOST =
            ".*/(duckdb_jdbc|postgresql|picocli|log4j-[a-z0-9-]+|camel-main|camel-mail|angus-mail|jakarta.mail-api)-[^/]*\\.jar";

    @Test
    void areLoadedWithoutDuckDbAndWithoutTheRunnable() throws Exception {
        try (URLClassLoader bare = new URLClassLoader(bareClasspath(), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> bare.loadClass("org.duckdb.DuckDBDriver"))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(classNames()).hasSizeGreaterThan(100);
            for (String name : classNames()) {
                assertThatCode(() -> Class.forName(name, true, bare)).as(name).doesNotThrowAnyException();
            }
        }
    }

    /** All but the runnable's, and the one that is for who has camel-mail. */
    private static List<String> classNames() throws Exception {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("io"))) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.replace('/', '.').replaceAll("\\.class$", ""))
                    .filter(name -> !name.contains(".command.") && !name.endsWith(".MailLogin"))
                    .toList();
        }
    }

    private static URL[] bareClasspath() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.matches(LEFT_TO_THE_HOST) && !entry.contains("test-classes")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
