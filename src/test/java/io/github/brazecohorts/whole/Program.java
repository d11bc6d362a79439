// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code java -jar} with arguments, about to be started; the jar is the project's runnable, if no other is named. */
final class Program {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    static final Path JAR = Folder.PROJECT.resolve("target/braze-cohorts.jar");

    private final Consumer<Running> started;
    private final List<String> arguments;
    private final List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    private final Map<String, String> environment = new HashMap<>();
    private Path directory;
    private Path jar = JAR;

    Program(Path directory, Consumer<Running> started, List<String> arguments) {
        this.directory = directory;
        this.started = started;
        this.arguments = arguments;
    }

    /** With this environment variable. */
    Program env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** With this option of the Java machine. */
    Program option(String option) {
        options.add(option);
        return this;
    }

    /** In this working directory. */
    Program in(Path other) {
        directory = other;
        return this;
    }

    /** Of this jar. */
    Program of(Path other) {
        jar = other;
        return this;
    }

    Running start() throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        Path out = Files.createTempFile("braze-cohorts-it", ".out");
        Path err = Files.createTempFile("braze-cohorts-it", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BRAZE") || name.startsWith("CAMEL"));
        builder.environment().putAll(environment);
        Running running = new Running(String.join(" ", arguments), builder.start(), out, err);
        started.accept(running);
        return running;
    }
}
