// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder {@code examples/configuration-only}, where is typed what its README says. */
class ConfigurationOnlyExampleIT {
    private static final Path EXAMPLE = Path.of("examples/configuration-only");

    @TempDir
    Path temp;

    @Test
    void printsWhatItsReadmeSaysAndLeavesItsReports() throws Exception {
        Path home = temp.resolve(EXAMPLE);
        copy(EXAMPLE);
        copy(Path.of("routes"));
        Files.createSymbolicLink(temp.resolve("target"), Folder.PROJECT.resolve("target"));
        String readme = Files.readString(home.resolve("README.md"));

        String printed = typed(Example.shell(readme), home).with(0).out();

        assertThat(withoutTime(readme)).contains(withoutTime(printed));
        JsonNode report = new ObjectMapper()
                .readTree(home.resolve("target/reports/spanish-buyers.json").toFile());
        assertThat(report.path("added").asLong()).isEqualTo(1);
    }

    /** So that the copy cannot fall behind. */
    @Test
    void itsAlertsAreOursAndOneLine() throws Exception {
        String ours = Files.readString(Path.of("routes/alerts.camel.yaml"));
        String edited = Files.readString(EXAMPLE.resolve("routes/alerts.camel.yaml"));

        assertThat(edited.lines().filter(line -> !line.contains("report-by-file")))
                .containsExactlyElementsOf(ours.lines().toList());
        assertThat(edited.lines()).hasSize((int) ours.lines().count() + 1);
    }

    private static Ended typed(String shell, Path directory) throws Exception {
        Path out = Files.createTempFile("example", ".out");
        Path err = Files.createTempFile("example", ".err");
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", shell)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        builder.environment().merge("PATH", java, (path, first) -> first + ":" + path);
        return new Running(shell, builder.start(), out, err).end();
    }

    private void copy(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Files.createDirectories(temp.resolve(each).getParent());
                Files.copy(each, temp.resolve(each));
            }
        }
    }

    /** How long it took, the last column, differs each time. */
    private static String withoutTime(String text) {
        return text.replaceAll(" *\\d+\\.\\d s(?=\\R)", "").replaceAll(" *TOOK(?=\\R)", "");
    }
}
