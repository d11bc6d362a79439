// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.routes.BrokenLine.Break;
import io.github.brazecohorts.routes.Ending.Often;
import io.github.brazecohorts.routes.Ending.Place;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way in which a line breaks in the first batch of a run: how it ends, and that the next run repairs it.
 * {@code -Dmatrix=all} lets each break also once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenLineFlowTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String BUSY = "HTTP/1.1 503 Service Unavailable\r\n";
    private static final String REFUSED = "HTTP/1.1 401 Unauthorized\r\n";
    private static final String SUCCESS = "{\"message\":\"success\"}";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

    private Bench bench;
    private BrokenLine line;
    private String audience;
    private int played;

    private record Case(String how, String meaning, Break breaks) {
        @Override
        public String toString() {
            return how;
        }
    }

    private static Case broken(String how, Break breaks) {
        return new Case(how, "unavailable", breaks);
    }

    private static Case says(String how, String meaning, String... parts) {
        return new Case(
                how,
                meaning,
                request -> request.read().write(String.join("", parts)).close());
    }

    static Stream<Case> cases() {
        return Stream.of(
                broken("reset before anything is read", LineRequest::reset),
                broken("closed before anything is read", LineRequest::close),
                broken(
                        "reset in the middle of the request",
                        request -> request.readHalf().reset()),
                broken("reset behind the request", request -> request.read().reset()),
                broken("closed behind the request", request -> request.read().close()),
                broken("closed behind a request that is applied", request -> {
                    request.apply();
                    request.close();
                }),
                says("half a status line", "unavailable", "HTTP/1.1 20"),
                says("a status line and no more", "unavailable", OK),
                says("half a header", "unavailable", OK, "Date: Tue, 24 Nov"),
                says("half the name of a header", "unavailable", OK, "Content-Le"),
                says("half a length", "unavailable", OK, "Content-Length: 2"),
                says("half a body", "unavailable", OK, "Content-Length: 100\r\n\r\n", SUCCESS),
                says("half a chunk", "unavailable", OK, CHUNKED, "40\r\n", SUCCESS),
                says("chunks without their end", "unavailable", OK, CHUNKED, "15\r\n", SUCCESS, "\r\n"),
                says("no chunk", "unavailable", OK, CHUNKED, "neither\r\nnor\r\n"),
                says("no length", "unavailable", OK, "Content-Length: many\r\n\r\n", SUCCESS),
                says("another protocol", "unavailable", "SSH-2.0-OpenSSH_9.2\r\n"),
                says("a 503 that breaks off", "unavailable", BUSY, "Content-Length: 100\r\n\r\n", "<html>"),
                says("a 401 that breaks off", "key-refused", REFUSED, "Content-Length: 100\r\n\r\n", "{\"mess"),
                says("a 401 in half a chunk", "key-refused", REFUSED, CHUNKED, "40\r\n", "{\"mess"),
                says("a 401 in half its headers", "key-refused", REFUSED, "Date: Tue, 24 Nov"),
                says("a 401 not packed as it says", "key-refused", REFUSED, "Content-Encoding: gzip\r\n\r\n", SUCCESS),
                says(
                        "a Java object",
                        "unexpected",
                        OK,
                        "Content-Type: application/x-java-serialized-object\r\n\r\n",
                        "x"),
                says("text", "unexpected", OK, "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n", "OK"));
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        bench = new Bench(folder);
        line = new BrokenLine(bench.braze.endpoint());
        bench.setting("braze.instance", line.endpoint());
        bench.setting("braze.batch-size", 4).setting("braze.retries", Ending.RETRIES);
        bench.start();
    }

    @AfterAll
    void close() {
        bench.close();
        line.close();
    }

    /** An audience of its own for each test, whose cohort is named: so the first batch goes alone. */
    @BeforeEach
    void prepare() {
        line.heal();
        audience = "audience-" + ++played;
        bench.addAudience(audience, "SELECT external_id FROM people WHERE external_id LIKE '" + audience + ".%'");
        assertThat(bench.sync(audience).status()).isEqualTo("completed");
        people(0, 12);
    }

    private void people(int first, int end) {
        bench.sql("DELETE FROM people");
        bench.sql("INSERT INTO people SELECT '%s.' || n FROM range(%d, %d) AS numbers(n)"
                .formatted(audience, first, end));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @EnabledIfSystemProperty(named = "matrix", matches = "all")
    void aLineThatBreaksOnceEndsTheRunAsTheContractSays(Case each) {
        line.breaks(each.breaks);
        assertEnding(each.meaning, Often.ONCE);
        assertRepaired();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aLineThatStaysBrokenEndsTheRunAsTheContractSays(Case each) {
        line.alwaysBreaks(each.breaks);
        assertEnding(each.meaning, Often.FOR_EVER);
        assertRepaired();
    }

    /** An answer without an end. */
    enum Endless {
        SUCCESS("unexpected", OK + "\r\n{\"message\":\"", "success "),
        BLANKS("unexpected", OK + "\r\n", " \r\n "),
        REFUSAL("key-refused", REFUSED + "\r\n{\"message\":\"", "refused "),
        FAILURE("unavailable", BUSY + "\r\n", "<br>"),
        CHUNKS("unexpected", OK + CHUNKED, "4\r\nyes \r\n"),
        REFUSAL_IN_CHUNKS("key-refused", REFUSED + CHUNKED, "3\r\nno \r\n"),
        AS_LONG_AS_SAID("unavailable", BUSY + "Content-Length: 1000000000\r\n\r\n", "<br>");

        private static final long MOST = 64 << 20;

        private final AtomicLong written = new AtomicLong();
        private final String meaning;
        private final Break breaks;

        Endless(String meaning, String beginning, String goesOn) {
            this.meaning = meaning;
            this.breaks = request -> request.read().write(beginning).writeWithoutEnd(goesOn, written, MOST);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerWithoutEndIsCutOff(Endless each) {
        line.alwaysBreaks(each.breaks);
        assertEnding(each.meaning, Often.FOR_EVER);
        assertThat(each.written).as("what fits into the sockets").hasValueLessThan(Endless.MOST);
        assertRepaired();
    }

    static Stream<Case> strangeButWhole() {
        return Stream.of(
                new Case("an early hint", "accepted", request -> {
                    request.write("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n");
                    request.pass();
                }),
                new Case("a body that ends with the line", "accepted", request -> {
                    request.apply();
                    request.write(OK + "\r\n" + SUCCESS).close();
                }),
                new Case("JSON that is not called so", "accepted", request -> {
                    request.apply();
                    request.write(OK + "Content-Type: text/html; charset=nonsense\r\n\r\n" + SUCCESS)
                            .close();
                }));
    }

    @ParameterizedTest
    @MethodSource("strangeButWhole")
    void aStrangeAnswerThatIsWholeIsTaken(Case each) {
        line.alwaysBreaks(each.breaks);
        assertEnding(each.meaning, Often.FOR_EVER);
        assertRepaired();
    }

    /** HttpClient reads them up to 5.5, and breaks off from 5.6 on. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2_000})
    void hugeHeadersAreReadOrAreNoAnswer(int lines) {
        line.alwaysBreaks(request -> {
            request.apply();
            request.write(OK + ("X-Padding: " + "x".repeat(200_000 / lines) + "\r\n").repeat(lines)
                    + "Content-Length: 0\r\n\r\n");
        });
        RunReport report = bench.sync(audience);
        if (!report.status().equals("completed")) {
            assertThat(report.status()).isEqualTo("incomplete");
            assertThat(Bench.codes(report)).containsExactly("braze-unavailable");
        }
        assertRepaired();
    }

    @Test
    void aLineThatIsClosedBehindEachAnswerDoesNotFailTheRun() {
        line.alwaysBreaks(request -> {
            request.pass();
            request.close();
        });
        RunReport report = bench.sync(audience);
        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.added()).isEqualTo(12);
        assertRepaired();
    }

    private void assertEnding(String meaning, Often often) {
        Ending ending = Ending.of(meaning, Place.FIRST, often);
        int before = line.requests();
        RunReport report = bench.sync(audience);
        assertThat(report.status()).isEqualTo(ending.status());
        assertThat(Bench.codes(report)).isEqualTo(ending.codes());
        assertThat(report.requests()).isEqualTo(ending.requests()).isEqualTo(line.requests() - before);
        assertThat(report.added() + report.undelivered()).isEqualTo(12);
    }

    /** Half of the people have left meanwhile, and others have come. */
    private void assertRepaired() {
        line.heal();
        people(6, 18);
        assertThat(bench.sync(audience).status()).isEqualTo("completed");
        Set<String> now =
                IntStream.range(6, 18).mapToObj(n -> audience + "." + n).collect(Collectors.toSet());
        assertThat(bench.braze.members("amperity-" + audience)).isEqualTo(now);
        assertThat(bench.braze.violations()).isEmpty();
    }
}
