// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An example as the build has built it, started by the line of its README. What it started ends with it. */
final class Example implements AutoCloseable {
    private static final Pattern SHELL = Pattern.compile("(?s)```sh\\R(.*?)```");
    private static final String JAVA = "java -jar ";
    private static final Duration LONGEST = Duration.ofMinutes(5);

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

    /** Starts it, waits until it has said these lines one after the other, and ends it by TERM; all that it said. */
    String runUntil(String... lines) throws Exception {
        Running running = start(List.of());
        await().atMost(LONGEST).until(() -> !running.isAlive() || hasSaid(running, lines));
        assertThat(running.isAlive()).as(Files.readString(running.outFile())).isTrue();
        running.term();
        return running.end().out();
    }

    private static boolean hasSaid(Running running, String... lines) throws IOException {
        String left = Files.readString(running.outFile());
        for (String line : lines) {
            int place = left.indexOf(line);
            if (place < 0) {
                return false;
            }
            left = left.substring(place + line.length());
        }
        return true;
    }

    /** Starts it with more behind its line, and waits for its end; all that it said. */
    String runToItsEnd(String... more) throws Exception {
        Running running = start(List.of(more));
        await().atMost(LONGEST).until(() -> !running.isAlive());
        return running.end().out();
    }

    /** Types the README's line that begins with {@code java -jar}. */
    private Running start(List<String> more) throws IOException {
        List<String> typed = shell(readme())
                .lines()
                .filter(line -> line.startsWith(JAVA))
                .map(line -> List.of(line.substring(JAVA.length()).split(" ")))
                .findFirst()
                .orElseThrow();
        List<String> arguments = new ArrayList<>(typed.subList(1, typed.size()));
        arguments.addAll(more);
        return new Program(home, started::add, arguments).of(path(typed.get(0))).start();
    }

    /** What a README tells people to type. */
    static String shell(String readme) {
        return SHELL.matcher(readme).results().map(shell -> shell.group(1)).collect(Collectors.joining());
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
