// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JDBC drivers of other databases: jars in the folder {@code drivers/} beside the settings. {@code java -jar} takes no
 * further jars, but hands a means to add some to the class that its manifest names as {@code Launcher-Agent-Class}.
 */
public final class Drivers {
    private static Instrumentation launcher;

    private Drivers() {}

    /** Called by the launcher, before the program's entry. */
    public static void agentmain(String arguments, Instrumentation means) {
        launcher = means;
    }

    /**
     * Loads the drivers in this folder, if there is one.
     *
     * @throws RefusedStart if a jar cannot be read, or holds no driver
     */
    static void load(Path folder) throws RefusedStart {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            for (Path jar : jars) {
                add(jar);
            }
            if (!jars.isEmpty()) {
                register(folder);
            }
        } catch (IOException e) {
            throw new RefusedStart("the folder " + folder + " cannot be read: " + e.getMessage());
        }
    }

    private static void add(Path jar) throws RefusedStart {
        if (launcher == null) {
            throw new RefusedStart(jar + " can only be loaded by a program that is started with java -jar");
        }
        try {
            // Stays open: its classes are loaded from it.
            launcher.appendToSystemClassLoaderSearch(new JarFile(jar.toFile()));
        } catch (IOException e) {
            throw new RefusedStart(jar + " is not a jar that can be read: " + e.getMessage());
        }
    }

    /** A driver registers itself when it is loaded. */
    private static void register(Path folder) throws RefusedStart {
        // Not as a constant: this class is there before the program has said how much is logged.
        Logger log = LoggerFactory.getLogger("braze-cohorts");
        try {
            for (Driver driver : ServiceLoader.load(Driver.class, ClassLoader.getSystemClassLoader())) {
                log.debug("driver {}", driver.getClass().getName());
            }
        } catch (ServiceConfigurationError e) {
            throw new RefusedStart("a driver in " + folder + " cannot be loaded: " + e.getMessage());
        }
    }
}
