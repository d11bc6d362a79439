// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every source file has. */
class SourceFilesTest {
    private static final String LICENCE = "SPDX-License-Identifier: Apache-2.0";
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?m)^public (?:abstract |final |sealed |non-sealed )*(?:class|record|interface|enum) \\w+");

    @Test
    void bearsTheLicenceInItsFirstLines() throws IOException {
        assertThat(files(Path.of("src"), "java", "xml", "sql", "yaml", "properties", "sh"))
                .hasSizeGreaterThan(100)
                .allSatisfy(file -> assertThat(Files.readAllLines(file).stream().limit(3))
                        .as(file.toString())
                        .anyMatch(line -> line.contains(LICENCE)));
        assertThat(files(Path.of("examples"), "java", "xml", "yaml", "properties"))
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(Files.readAllLines(file).stream().limit(3))
                        .as(file.toString())
                        .anyMatch(line -> line.contains(LICENCE)));
        assertThat(files(Path.of("routes"), "yaml"))
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(Files.readString(file)).as(file.toString()).contains(LICENCE));
    }

    @Test
    void saysWhatEveryPublicTypeIsFor() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path file : files(Path.of("src/main/java"), "java")) {
            String text = Files.readString(file);
            Matcher type = PUBLIC_TYPE.matcher(text);
            if (type.find() && !hasJavadoc(text.substring(0, type.start()))) {
                silent.add(file + ": " + type.group());
            }
        }
        assertThat(silent).isEmpty();
    }

    /** Whether what stands before a declaration ends with a Javadoc, and annotations at most. */
    private static boolean hasJavadoc(String before) {
        int end = before.lastIndexOf("*/");
        return end > 0
                && before.lastIndexOf("/**", end) > before.lastIndexOf("\nimport ")
                && !before.substring(end).contains("\nimport ")
                && before.substring(end + 2).strip().matches("(?s)(@.*)?");
    }

    @Test
    void saysWhatEveryPackageIsFor() throws IOException {
        List<Path> folders = files(Path.of("src/main/java"), "java").stream()
                .map(Path::getParent)
                .distinct()
                .toList();

        assertThat(folders)
                .allSatisfy(folder -> assertThat(Files.readString(folder.resolve("package-info.java")))
                        .contains("/**"));
    }

    private static List<Path> files(Path root, String... endings) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> Stream.of(endings)
                            .anyMatch(ending -> file.toString().endsWith("." + ending)))
                    .toList();
        }
    }
}
