// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxJournalTest {
    @TempDir
    Path folder;

    private Path journal;
    private final List<Sandbox> started = new ArrayList<>();

    @BeforeEach
    void name() {
        journal = folder.resolve("data").resolve("sandbox.jsonl");
    }

    @AfterEach
    void close() {
        started.forEach(Sandbox::close);
    }

    @Test
    void twoSandboxesSeeEachOthersCohorts() throws IOException {
        Sandbox one = start();
        Sandbox other = start();
        send(one, caller -> caller.naming("c", "High Value"));
        send(other, caller -> caller.adding("c", "a", "b"));
        assertThat(one.members("c")).containsExactlyInAnyOrder("a", "b");
        send(one, caller -> caller.removing("c", "a"));
        assertThat(other.members("c")).containsExactly("b");
        assertThat(other.name("c")).contains("High Value");
        assertThat(other.violations()).isEmpty();
    }

    @Test
    void twoSandboxesWriteTogether() throws IOException {
        Caller one = new Caller(start());
        Caller other = new Caller(start());
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Caller caller = i % 2 == 0 ? one : other;
            answers.add(caller.sendAsync(caller.adding("c", "id-" + i)));
        }
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(201));
        assertThat(started)
                .allSatisfy(sandbox -> assertThat(sandbox.members("c")).hasSize(200));
        assertThat(Files.readAllLines(journal)).hasSize(201);
    }

    @Test
    void anotherProcessSeesTheSameCohorts() throws Exception {
        Sandbox here = start();
        send(here, caller -> caller.naming("c", "High Value"));
        Process process = elsewhere(100);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        Caller caller = new Caller(here);
        IntStream.range(0, 100).forEach(i -> answers.add(caller.sendAsync(caller.adding("c", "here-" + i))));
        answers.forEach(CompletableFuture::join);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(here.members("c")).hasSize(200).contains("here-99", "elsewhere-99");
    }

    @Test
    void goesOnWhereAProcessWasKilled() throws Exception {
        Sandbox here = start();
        send(here, caller -> caller.naming("c", "High Value"));
        Process process = elsewhere(1_000_000);
        await().atMost(Duration.ofSeconds(60)).until(() -> here.members("c").size() > 100);
        process.destroyForcibly().waitFor();
        Set<String> left = here.members("c");
        send(here, caller -> caller.adding("c", "a"));
        assertThat(start().members("c")).containsAll(left).contains("a").hasSize(left.size() + 1);
    }

    private Process elsewhere(int members) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ElsewhereMain.class.getName(),
                        journal.toString(),
                        Integer.toString(members))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A sandbox of another process, which adds members one by one and ends. */
    static final class ElsewhereMain {
        public static void main(String[] arguments) throws IOException {
            Path journal = Path.of(arguments[0]);
            try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withJournal(journal))) {
                Caller caller = new Caller(sandbox);
                for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                    assertThat(caller.status(caller.adding("c", "elsewhere-" + i)))
                            .isEqualTo(201);
                }
                assertThat(sandbox.name("c")).contains("High Value");
            }
        }
    }

    @Test
    void remembersOverARestart() throws IOException {
        Sandbox before = start();
        send(before, caller -> caller.naming("c", "High Value"));
        send(
                before,
                caller -> caller.post(
                        Caller.USERS,
                        Map.of(
                                "partner_api_key", "k",
                                "client_secret", "s",
                                "cohort_id", "c",
                                "cohort_changes",
                                        List.of(Map.of(
                                                "user_ids", List.of("ü\n\"高", "half \ud83c"),
                                                "device_ids", List.of("d"),
                                                "aliases", List.of(new Alias("n", "l")))))));
        before.close();
        Sandbox after = start();
        assertThat(after.name("c")).contains("High Value");
        assertThat(after.members("c")).containsExactlyInAnyOrder("ü\n\"高", "half \ud83c");
        assertThat(after.deviceIds("c")).containsExactly("d");
        assertThat(after.aliases("c")).containsExactly(new Alias("n", "l"));
        assertThat(Files.readString(journal)).doesNotContain("\"k\"", "\"s\"");
    }

    @Test
    void dropsTheTornLineOfAKilledProcess() throws IOException {
        Sandbox before = start();
        send(before, caller -> caller.adding("c", "a"));
        Files.writeString(journal, "{\"cohort_id\":\"c\",\"cohort_chan", StandardOpenOption.APPEND);
        assertThat(before.members("c")).containsExactly("a");
        Files.writeString(journal, "{\"cohort_id\":\"c\",\"coh", StandardOpenOption.APPEND);
        before.close();
        Files.writeString(journal.resolveSibling("sandbox.jsonl.new"), "half a file");
        Sandbox after = start();
        assertThat(after.members("c")).containsExactly("a");
        assertThat(journal.resolveSibling("sandbox.jsonl.new")).doesNotExist();
        send(after, caller -> caller.adding("c", "b"));
        assertThat(start().members("c")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void isWrittenAnewAtTheStartAndOthersNotice() throws IOException {
        Sandbox one = start();
        send(one, caller -> caller.naming("c", "High Value"));
        for (int i = 0; i < 8; i++) {
            boolean remove = i % 2 == 1;
            send(one, caller -> caller.change("c", remove, numbered(1_000)));
        }
        send(one, caller -> caller.change("c", false, numbered(1_000)));
        send(one, caller -> caller.change("c", false, numbered(1_000)));
        long small = Files.size(journal);
        start();
        assertThat(Files.size(journal)).isEqualTo(small);
        for (int i = 0; i < 6; i++) {
            send(one, caller -> caller.change("c", false, numbered(1_000)));
        }
        Sandbox other = start();
        assertThat(Files.size(journal)).isLessThan(small / 5);
        assertThat(Files.readAllLines(journal)).hasSize(3);
        send(one, caller -> caller.adding("c", "a"));
        assertThat(other.members("c")).hasSize(1_001).contains("a", "id-999");
        assertThat(other.name("c")).contains("High Value");
        assertThat(one.members("c")).isEqualTo(other.members("c"));
    }

    @Test
    void beginsAfreshWhereTheFileWasDeleted() throws IOException {
        Sandbox sandbox = start();
        send(sandbox, caller -> caller.adding("c", "a"));
        Files.delete(journal);
        assertThat(sandbox.cohorts()).isEmpty();
        send(sandbox, caller -> caller.adding("c", "b"));
        assertThat(start().members("c")).containsExactly("b");
    }

    @Test
    void isReadByItsOwnerAlone() throws IOException {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        send(start(), caller -> caller.adding("c", "a"));
        try (var files = Files.list(journal.getParent())) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString("rw-r--r--"));
        start();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)))
                .isEqualTo("rw-------");
    }

    @Test
    void leavesAForeignFileAlone() throws IOException {
        Files.createDirectories(journal.getParent());
        Files.writeString(journal, "a person's notes\n", UTF_8);
        assertThatIOException().isThrownBy(this::start).withMessageContaining("not a journal of the sandbox");
        assertThat(journal).hasContent("a person's notes\n");
    }

    @Test
    void refusesWhereItCannotKeepAChange() throws IOException {
        Sandbox sandbox = start();
        Files.writeString(
                journal, "no journal any more, but long enough to be taken for one at first sight, as it is\n");
        Caller caller = new Caller(sandbox);
        assertThat(caller.status(caller.adding("c", "a"))).isEqualTo(500);
        assertThat(caller.status(caller.to("/sandbox/cohorts").GET().build())).isEqualTo(500);
    }

    private Sandbox start() throws IOException {
        Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withJournal(journal));
        started.add(sandbox);
        return sandbox;
    }

    private interface Request {
        HttpRequest of(Caller caller);
    }

    private static void send(Sandbox sandbox, Request request) throws IOException {
        Caller caller = new Caller(sandbox);
        assertThat(caller.status(request.of(caller))).isEqualTo(201);
    }

    private static List<String> numbered(int many) {
        return IntStream.range(0, many).mapToObj(number -> "id-" + number).toList();
    }
}
