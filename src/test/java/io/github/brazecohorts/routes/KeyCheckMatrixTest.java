// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.routes.Ending.Often;
import io.github.brazecohorts.sandbox.Fault;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that Braze may say to the one request of a run that has nothing to send while the keys stand refused.
 * {@code -Dmatrix=all} plays every status, and however often.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyCheckMatrixTest {
    private static final boolean ALL = "all".equals(System.getProperty("matrix"));

    /**
     * By hand: how the run ends, and what it tells, where Braze goes on to say this. A request that carries nobody can
     * neither be halved nor set anybody aside: to reject it says nothing of the keys.
     */
    private static final String ENDINGS = """
            accepted    | completed  | recovered           | 1
            busy        | incomplete | rate-limited        | all
            unavailable | incomplete | braze-unavailable   | all
            long-wait   | incomplete | rate-limited        | 1
            key-refused | refused    | invalid-credentials | 1
            not-enabled | refused    | partner-not-enabled | 1
            unexpected  | incomplete | unexpected-answer   | 1
            rejected    | completed  |                     | 1
            too-large   | completed  |                     | 1
            """;

    private Bench bench;

    private record Case(Said said, Often often) {
        @Override
        public String toString() {
            return said + ", " + often;
        }
    }

    static Stream<Case> cases() {
        Stream<Case> written = cases(Said.all(), Often.values()).filter(each -> ALL || isPlayed(each));
        Stream<Case> every = ALL ? cases(Said.everyStatus(), Often.ONCE, Often.FOR_EVER) : Stream.empty();
        return Stream.concat(written, every);
    }

    private static Stream<Case> cases(List<Said> said, Often... often) {
        return said.stream().flatMap(each -> Stream.of(often).map(times -> new Case(each, times)));
    }

    private static boolean isPlayed(Case each) {
        boolean isOneOfItsKind = each.said.everywhere()
                || each.said.isLongWait()
                || each.said.meaning().equals("not-enabled");
        return isOneOfItsKind && each.often == Often.FOR_EVER;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        bench = new Bench(folder);
        bench.setting("braze.retries", Ending.RETRIES);
        bench.people("ada");
        bench.start();
        assertThat(bench.sync().status()).isEqualTo("completed");
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyAnswerToAKeyCheckEndsTheRunAsTheContractSays(Case each) {
        refuseTheKeys();

        long before = bench.requests();
        bench.braze.fault(each.said.fault().times(each.often.times));
        RunReport report = bench.syncAsScheduled();
        bench.braze.clearFaults();

        String[] ending = ending(each.said.meaning());
        boolean heals = ending[3].equals("all") && each.often != Often.FOR_EVER;
        assertThat(report.status()).isEqualTo(heals ? "completed" : ending[1]);
        assertThat(Bench.codes(report)).isEqualTo(heals ? List.of("recovered") : codes(ending[2]));
        assertThat(report.requests())
                .isEqualTo(bench.requests() - before)
                .isEqualTo(heals ? 1 + each.often.times : ending[3].equals("all") ? 1 + Ending.RETRIES : 1);
        assertOver();
    }

    /** A change is refused, and then not wanted any more. */
    private void refuseTheKeys() {
        bench.people("ada", "bob");
        bench.braze.fault(Fault.answer(401).always());
        assertThat(bench.sync().status()).isEqualTo("refused");
        bench.braze.clearFaults();
        bench.people("ada");
    }

    /** By hand no wait is kept to; whatever it was, a word of Braze's on the keys ends it. */
    private void assertOver() {
        assertThat(bench.sync().status()).isEqualTo("completed");
        RunReport quiet = bench.sync();
        assertThat(quiet.requests()).isZero();
        assertThat(quiet.alerts()).isEmpty();
        assertThat(bench.members()).containsExactly("ada");
        assertThat(bench.braze.violations()).isEmpty();
    }

    private static String[] ending(String meaning) {
        return ENDINGS.lines()
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new))
                .filter(cells -> cells[0].equals(meaning))
                .findAny()
                .orElseThrow();
    }

    private static List<String> codes(String code) {
        return Stream.of(code).filter(each -> !each.isEmpty()).toList();
    }
}
