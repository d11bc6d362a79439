// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A line that the README tells people to type. */
public record ReadmeCommand(String line) {
    /** The one line that begins with this program. */
    public static ReadmeCommand of(String program) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith(program + " "))
                .toList();
        assertThat(lines).as("lines of the README with " + program).hasSize(1);
        return new ReadmeCommand(lines.get(0));
    }

    /** What stands between its quotes. */
    public String quoted() {
        return line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
    }

    /** Types it; the paths of the project are found from every folder. */
    public void type(Path folder, String state) throws IOException, InterruptedException {
        String program = line.split(" ")[0];
        assumeThat(isInstalled(program)).as(program + " is not installed here").isTrue();
        File output = folder.resolve(program + ".log").toFile();
        ProcessBuilder typed = new ProcessBuilder(
                        "sh", "-c", line.replace(" src/", " " + Path.of("src").toAbsolutePath() + "/"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        typed.environment().put("STATE", state);
        Process process = typed.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output.toPath())).isZero();
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
