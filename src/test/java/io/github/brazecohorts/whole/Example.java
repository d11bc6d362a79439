// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An example as the build has built it, started by the line of its README. What it started ends with it. */
final class Example implements AutoCloseable {
    private static final Pattern SHELL = Pattern.compile("(?s)```sh\\R(.*?)```");

    private static final String JAVA = "java -jar ";

    private final Path home;
    private final List<Running> started = new ArrayList<>();

    Example(String name) {
        home = Folder.PROJECT.resolve("target/examples").resolve(name);
        delete(path("data"));
    }

    Path path(String relative) {
        return home.resolve(relative);
    }

    String readme() throws IOException {
        return Files.readString(path("README.md"));
    }

    /** Types the README's line that begins with {@code java -jar}. */
    Running start() throws IOException {
        List<String> typed = SHELL.matcher(readme())
                .results()
                .flatMap(shell -> shell.group(1).lines())
                .filter(line -> line.startsWith(JAVA))
                .map(line -> List.of(line.substring(JAVA.length()).split(" ")))
                .findFirst()
                .orElseThrow();
        return new Program(home, started::add, path(typed.get(0)), typed.subList(1, typed.size())).start();
    }

    private static void delete(Path tree) {
        if (Files.exists(tree)) {
            try (Stream<Path> all = Files.walk(tree)) {
                for (Path each :
                        all.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (Running process : started) {
            process.kill();
        }
    }
}
