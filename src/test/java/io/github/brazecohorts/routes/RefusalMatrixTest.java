// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.routes.Ending.Often;
import io.github.brazecohorts.routes.Ending.Place;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that Braze may say, wherever in a run, once, a few times or for ever. What has to come of it stands by hand
 * in {@link Ending}; the cases are generated. All of them share one program, as the audiences of a user do; each has people
 * and a cohort of its own. {@code -Dmatrix=all} plays every status at every place.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalMatrixTest {
    private static final boolean ALL = "all".equals(System.getProperty("matrix"));

    private Bench bench;
    private int played;

    private record Case(Said said, Place place, Often often) {
        Ending ending() {
            return Ending.of(said.meaning(), place, often);
        }

        Fault fault() {
            Fault fault = said.fault().times(often.times);
            return place == Place.NAMING ? fault.onName() : fault.onUsers().after(place.before());
        }

        @Override
        public String toString() {
            return "%s, %s, %s".formatted(said, place, often);
        }
    }

    static Stream<Case> cases() {
        Stream<Case> written = cases(Said.all(), Often.values()).filter(each -> ALL || isPlayed(each));
        Stream<Case> every = ALL ? cases(Said.everyStatus(), Often.ONCE, Often.FOR_EVER) : Stream.empty();
        return Stream.concat(written, every)
                .filter(each -> Ending.isKnown(each.said.meaning(), each.place, each.often));
    }

    private static Stream<Case> cases(List<Said> said, Often... often) {
        return said.stream()
                .flatMap(each -> Stream.of(Place.values())
                        .flatMap(place -> Stream.of(often).map(times -> new Case(each, place, times))));
    }

    /** A few are said everywhere; the others where they cost most, and what makes a run wait where it waits least. */
    private static boolean isPlayed(Case each) {
        if (each.said.isWait()) {
            return each.place == Place.LAST && each.often == Often.ONCE;
        }
        boolean first = each.place == Place.FIRST;
        return each.said.everywhere() ? first || each.often == Often.ONCE : first && each.often == Often.FOR_EVER;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        bench = new Bench(folder);
        bench.setting("braze.batch-size", 4).setting("braze.max-concurrent-requests", 1);
        bench.setting("braze.retries", Ending.RETRIES);
        bench.start();
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyAnswerEndsARunAsTheContractSays(Case each) {
        String audience = "audience-" + ++played;
        prepare(audience, each.place);

        long before = bench.requests();
        bench.braze.fault(each.fault());
        RunReport report = bench.sync(audience);
        bench.braze.clearFaults();
        assertEnding(each, report, entriesSince(before));

        boolean byHand = played % 2 == 0 || each.said.isLongWait();
        assertRepaired(byHand ? bench.sync(audience) : bench.syncAsScheduled(audience), audience, each.ending());
    }

    /** Twelve people; unless its name is what it is about, the cohort is named before. */
    private void prepare(String audience, Place place) {
        bench.addAudience(audience, "SELECT external_id FROM people WHERE external_id LIKE '" + audience + ".%'");
        if (place != Place.NAMING) {
            assertThat(bench.sync(audience).status()).isEqualTo("completed");
        }
        bench.sql("INSERT INTO people SELECT '" + audience + ".' || n FROM range(12) AS numbers(n)");
    }

    private static void assertEnding(Case each, RunReport report, List<Entry> entries) {
        Ending ending = each.ending();
        assertThat(report.status()).isEqualTo(ending.status());
        assertThat(Bench.codes(report)).isEqualTo(ending.codes());
        assertThat(report.requests())
                .isEqualTo(entries.size())
                .isBetween((long) ending.requests(), (long) ending.requests() + ending.beside());
        assertThat(report.rejectedIds()).isEqualTo(ending.rejected());
        assertThat(report.added()).isEqualTo(accepted(each.said, entries)).isEqualTo(report.members());
        assertThat(report.added() + report.rejectedIds() + report.undelivered()).isEqualTo(12);
    }

    /** How many people were in requests that were accepted. */
    private static long accepted(Said said, List<Entry> entries) {
        boolean isYes = said.meaning().equals("accepted");
        return entries.stream()
                .filter(entry -> entry.path().equals("users"))
                .filter(entry -> entry.status() == 201 || isYes && entry.status() == said.status())
                .mapToLong(Entry::ids)
                .sum();
    }

    private void assertRepaired(RunReport next, String audience, Ending ending) {
        int rejected = ending.rejected();
        assertThat(next.status()).isEqualTo("completed");
        assertThat(next.members()).isEqualTo(12 - rejected);
        Set<String> audienceNow =
                IntStream.range(0, 12).mapToObj(n -> audience + "." + n).collect(Collectors.toSet());
        assertThat(audienceNow).containsAll(bench.braze.members("amperity-" + audience));
        assertThat(bench.braze.members("amperity-" + audience)).hasSize(12 - rejected);
        assertThat(bench.braze.violations()).isEmpty();
    }

    private List<Entry> entriesSince(long before) {
        List<Entry> last = bench.braze.requests().last();
        return last.subList(last.size() - (int) (bench.requests() - before), last.size());
    }
}
