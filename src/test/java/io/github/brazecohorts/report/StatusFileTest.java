// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusFileTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private Path path;
    private StatusFile file;

    @BeforeEach
    void begin() {
        path = folder.resolve("data/state.duckdb.status.json");
        file = new StatusFile(path, CLOCK);
    }

    @Test
    void isEmptyBeforeTheFirstRun() throws IOException {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void remembersTheLastReportOfEachAudience() throws IOException {
        file.finished(ReportSamples.completed("vip"), false);
        file.finished(ReportSamples.completed("lapsed"), false);

        assertThat(read()).containsOnlyKeys("lapsed", "vip");
        assertThat(read().get("vip").last()).isEqualTo(ReportSamples.completed("vip"));
        assertThat(read().get("lapsed").last()).isEqualTo(ReportSamples.completed("lapsed"));
        assertThat(read().get("vip").underWay()).isNull();
    }

    @Test
    void showsARunUnderWayBesideTheLastReport() throws IOException {
        file.finished(ReportSamples.completed("vip"), false);
        file.finished(ReportSamples.completed("lapsed"), false);
        file.running("vip", "delivering", 3000, 10_000);

        StatusFile.Running running = read().get("vip").underWay();
        assertThat(running.inWords()).isEqualTo("delivering 3000 of 10000");
        assertThat(running.at()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(running.process()).isEqualTo(ProcessHandle.current().pid());
        assertThat(read().get("vip").last()).isEqualTo(ReportSamples.completed("vip"));
        assertThat(read().get("lapsed").underWay()).isNull();
    }

    @Test
    void showsARunUnderWayBeforeTheFirstReport() throws IOException {
        file.running("vip", "reading", 5000, 0);

        assertThat(read().get("vip").underWay().inWords()).isEqualTo("reading 5000");
        assertThat(read().get("vip").last()).isNull();
    }

    @Test
    void forgetsTheRunUnderWayWhenItHasFinished() throws IOException {
        file.running("vip", "reading", 5000, 0);
        file.finished(ReportSamples.completed("vip"), false);

        assertThat(read().get("vip").running()).isNull();
    }

    @Test
    void writesProgressNotMoreThanEveryTwoSeconds() throws IOException {
        file.running("vip", "reading", 1, 0);
        file.running("vip", "reading", 2, 0);

        assertThat(read().get("vip").running().done()).isEqualTo(1);
    }

    @Test
    void writesAnotherStageAndAnotherAudienceAtOnce() throws IOException {
        file.running("vip", "reading", 1, 0);
        file.running("lapsed", "reading", 2, 0);
        file.running("vip", "comparing", 3, 0);

        assertThat(read().get("lapsed").running().done()).isEqualTo(2);
        assertThat(read().get("vip").running().done()).isEqualTo(3);
    }

    @Test
    void ignoresTheRunOfAProcessThatIsGone() throws Exception {
        Process gone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--list-modules")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        gone.destroyForcibly().waitFor();
        file.running("vip", "reading", 5000, 0);
        String text = Files.readString(path);
        Files.writeString(path, text.replace("" + ProcessHandle.current().pid(), "" + gone.pid()));

        assertThat(read().get("vip").running().process()).isEqualTo(gone.pid());
        assertThat(read().get("vip").underWay()).isNull();
    }

    @Test
    void isReplacedAsAWholeWhileOthersRead() throws Exception {
        file.finished(ReportSamples.completed("vip"), false);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            int whole = 0;
            while (!over.get() || whole == 0) {
                try {
                    assertThat(new StatusFile(path, CLOCK).read().orElseThrow()).containsKey("vip");
                    whole++;
                } catch (IOException e) {
                    throw new IllegalStateException("half a file was seen", e);
                }
            }
            return whole;
        });
        for (int i = 0; i < 100; i++) {
            file.finished(ReportSamples.completed("audience-" + i % 10), false);
        }
        over.set(true);

        assertThat(reading.get()).isPositive();
    }

    @Test
    void leavesNothingElseBehind() throws IOException {
        file.finished(ReportSamples.completed("vip"), false);
        file.running("vip", "reading", 1, 0);

        try (Stream<Path> files = Files.list(path.getParent())) {
            assertThat(files.toList()).isEqualTo(List.of(path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0\0", "{\"vip\":{\"last\":", "null", "{\"vip\":{\"of-a-later-version\":1}}"})
    void isLostWhenItCannotBeReadAndIsMadeAnew(String broken) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, broken);

        assertThat(file.read()).isEmpty();
        file.finished(ReportSamples.completed("vip"), false);
        assertThat(read()).containsOnlyKeys("vip");
    }

    private Map<String, StatusFile.Entry> read() throws IOException {
        return file.read().orElseThrow();
    }
}
