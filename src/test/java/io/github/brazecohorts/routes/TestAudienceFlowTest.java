// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.RequestReport.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A test audience takes a few people of the real one into a cohort of its own. */
class TestAudienceFlowTest extends OnBench {
    private static final String TEST_COHORT = Bench.COHORT + " (test)";

    @BeforeEach
    void deliver() {
        bench.people(200);
        bench.start().sync();
    }

    private Set<String> testMembers() {
        return bench.braze.members(TEST_COHORT);
    }

    /** Of p1 to p200, by hash. */
    private static List<String> smallestHashes(int count) {
        return IntStream.rangeClosed(1, 200)
                .mapToObj(n -> "p" + n)
                .sorted(Comparator.comparing(TestAudienceFlowTest::md5))
                .limit(count)
                .toList();
    }

    private static String md5(String id) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(id.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesThoseOfTheSmallestHash() {
        assertThat(bench.test(20).status()).isEqualTo("completed");
        assertThat(testMembers()).containsExactlyInAnyOrderElementsOf(smallestHashes(20));
    }

    @Test
    void takesTheSameOnesAgain() {
        bench.test(20);

        assertThat(bench.test(20).requests()).isZero();
    }

    @Test
    void growsByThoseWhoFollow() {
        bench.test(20);

        RunReport report = bench.test(30);

        assertThat(report.added()).isEqualTo(10);
        assertThat(report.removed()).isZero();
        assertThat(testMembers()).containsExactlyInAnyOrderElementsOf(smallestHashes(30));
    }

    @Test
    void shrinksToThoseWhoCameFirst() {
        bench.test(20);

        RunReport report = bench.test(5);

        assertThat(report.removed()).isEqualTo(15);
        assertThat(testMembers()).containsExactlyInAnyOrderElementsOf(smallestHashes(5));
    }

    @Test
    void takesTheNextOneForWhoLeavesTheAudience() {
        bench.test(20);
        bench.sql("DELETE FROM people WHERE external_id = '" + smallestHashes(1).get(0) + "'");
        bench.test(20);

        assertThat(testMembers())
                .containsExactlyInAnyOrderElementsOf(smallestHashes(21).subList(1, 21));
    }

    @Test
    void takesEverybodyOfASmallAudience() {
        bench.people("ada", "bob");
        bench.test(20);

        assertThat(testMembers()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void hasAnIdAndANameThatSaySo() {
        RunReport report = bench.test(20);

        assertThat(report.audience()).isEqualTo(Bench.PEOPLE);
        assertThat(report.cohortId()).isEqualTo("amperity-People (test)");
        assertThat(report.cohortName()).isEqualTo("People (test)");
        assertThat(bench.braze.name(TEST_COHORT)).contains("People (test)");
    }

    @Test
    void neverTouchesTheRealCohort() {
        bench.people(0);
        long before = bench.requests();
        bench.test(20);
        bench.people(300);
        bench.test(20);

        assertThat(bench.braze.requests().last().stream().skip(before))
                .isNotEmpty()
                .extracting(Entry::cohortId)
                .containsOnly(TEST_COHORT);
        assertThat(bench.members()).hasSize(200);
    }

    @Test
    void leavesTheRealOneAsItIsKnown() {
        bench.test(20);

        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void isNobodysLastRun() throws IOException {
        String before = bench.module().status().get(0).lastRun().runId();
        bench.test(20);

        assertThat(bench.module().status().get(0).lastRun().runId()).isEqualTo(before);
        assertThat(bench.module().status().get(0).members()).isEqualTo(200);
    }

    @Test
    void isNobodysLastRunAlsoWhereTheStatusFileIsLost() throws IOException {
        bench.test(20);
        bench.sync();
        bench.syncFrom(Map.of("brazeCohortsRetire", TEST_COHORT));
        Files.delete(folder.resolve("data/state.duckdb.status.json"));

        assertThat(bench.module().status().get(0).lastRun().cohortId()).isEqualTo(Bench.COHORT);
        assertThat(bench.module().status().get(0).members()).isEqualTo(200);
    }

    @Test
    void hasNoGuard() {
        bench.test(150);
        bench.people(0);

        RunReport report = bench.test(150);

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.removed()).isEqualTo(150);
    }

    @Test
    void readsTheAudienceToItsEnd() {
        bench.sql("INSERT INTO people VALUES ('p1'), (NULL), ('')");

        RunReport report = bench.test(20);

        assertThat(report.read()).isEqualTo(203);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.skippedNull() + report.skippedInvalid()).isEqualTo(2);
        assertThat(report.members()).isEqualTo(20);
    }

    @Test
    void aPlanOfItSendsNothing() {
        long before = bench.requests();

        assertThat(bench.planTest(20).added()).isEqualTo(20);
        assertThat(bench.requests()).isEqualTo(before);
    }

    @Test
    void isMadeEqualAlsoInModeAddAndWhateverMaxMembersSays() {
        bench.stop();
        bench.audience(
                        Bench.PEOPLE,
                        "cohortName",
                        "People",
                        "query",
                        "SELECT external_id FROM people",
                        "mode",
                        "add",
                        "maxMembers",
                        "5")
                .start();
        bench.test(20);
        bench.test(10);

        assertThat(testMembers()).containsExactlyInAnyOrderElementsOf(smallestHashes(10));
    }
}
