// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.routes.Overheard.Telling;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * No key and no id is told on any path, however much is logged and whoever looks: in no line of any logger, no report, no
 * alert, no exception, no header, no name of a thread, no file, and nothing that JMX shows.
 */
class SecretsFlowTest {
    private static final String OURS = "io.github.brazecohorts";

    /** Of the addresses of webhooks; on this way no such channel is open. */
    private static final String TELLING_OF_WEBHOOKS = "org.apache.camel.component.http";

    /** Of a setting that keeps the program from starting; this way is one of starts that succeed. */
    private static final String TELLING_OF_REFUSED_STARTS = "org.apache.camel.support.service";

    /** Says what the database says of a row; not every database does. */
    private static final String TELLING_OF_SOME_DATABASES = "org.apache.camel.processor.errorhandler";

    /** Loggers of others that show settings, bodies or the NAME that was asked for; a host must not log them below INFO. */
    private static final Set<String> TELLING_BELOW_INFO = Set.of(
            "org.apache.hc",
            "org.apache.camel.main",
            "org.apache.camel.component.bean",
            "org.apache.camel.component.properties",
            "org.apache.camel.impl.engine.DefaultCamelContextExtension",
            "org.apache.camel.impl.engine.DefaultBeanIntrospection",
            "org.apache.camel.impl.engine.IntrospectionSupport",
            TELLING_OF_WEBHOOKS,
            TELLING_OF_REFUSED_STARTS,
            TELLING_OF_SOME_DATABASES);

    /** How the paths end; those of {@link RepeatingAnswers} that are not here are incomplete. */
    private static final Map<String, String> ENDS = new TreeMap<>();

    static {
        ends("completed", "first sync", "unchanged", "test audience", "held no more", "resync", "retire", "held up");
        ends("completed", "status 400 for one", "recovered", "key check");
        ends("planned", "plan");
        ends("held", "held");
        ends("refused", "wrong-partner-key", "wrong-secret", "not-enabled", "unauthorized", "refused again");
        ends("refused", "key check refused");
        ends("incomplete", "status 400", "status 413", "garbage", "long wait", "still waiting");
        ends("failed", "broken-cast", "late-error", "no-login", "no-driver", "replaced state", "damaged state");
        ends("UnknownAudienceException", "mistaken", "an id for a name", "a map for a name");
        ends("answered", "the answer");
        ends("IllegalStateException", "settings");
    }

    private static void ends(String end, String... paths) {
        Stream.of(paths).forEach(path -> ENDS.put(path, end));
    }

    @TempDir
    static Path folder;

    private static Journey journey;

    @BeforeAll
    static void goEveryPath() throws Exception {
        try (Bench bench = new Bench(folder);
                Line line = new Line(bench.braze.endpoint())) {
            journey = new Journey(bench, line);
            new EveryPath(bench, line, journey).go();
        }
    }

    @AfterAll
    static void listenNoMore() {
        journey.close();
    }

    /** What the loggers are held to, below which they would tell: {@code src/main/runnable/log4j2.xml}. */
    private static Set<String> capped() throws Exception {
        NodeList loggers = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("src/main/runnable/log4j2.xml").toFile())
                .getElementsByTagName("Logger");
        return IntStream.range(0, loggers.getLength())
                .mapToObj(i -> (Element) loggers.item(i))
                .filter(logger -> logger.getElementsByTagName("ThresholdFilter").getLength() > 0)
                .map(logger -> logger.getAttribute("name"))
                .collect(Collectors.toSet());
    }

    private static boolean isUnder(String logger, String name) {
        return logger.equals(name) || logger.startsWith(name + ".");
    }

    private static Stream<Telling> tellingBeside(Set<String> names) {
        return journey.tellingLines().stream()
                .filter(line -> names.stream().noneMatch(name -> isUnder(line.logger(), name)));
    }

    @Test
    void everyPathEndsAsItShould() {
        Map<String, String> ends = new TreeMap<>(ENDS);
        RepeatingAnswers.ALL.keySet().forEach(path -> ends.putIfAbsent(path, "incomplete"));
        assertThat(journey.ends()).containsExactlyInAnyOrderEntriesOf(ends);
    }

    @Test
    void nothingIsShownAnywhere() {
        assertThat(journey.findings()).isEmpty();
    }

    @Test
    void theLookGoesEverywhere() {
        assertThat(journey.places())
                .contains(
                        "the report",
                        "the exception",
                        "the answer",
                        "threads",
                        "status",
                        "endpoints",
                        "the heads of requests")
                .anyMatch(place -> place.endsWith("state.duckdb.status.json"))
                .anyMatch(place -> place.startsWith("com.zaxxer.hikari:type=Pool (warehouse) "))
                .anyMatch(place -> place.startsWith("quartz:type=QuartzScheduler"))
                .anyMatch(place -> place.matches("org.apache.camel:.*type=routes.* dumpRouteAsXml\\(\\)\\d"))
                .anyMatch(place -> place.matches("org.apache.camel:.*type=context.* dumpRoutesStatsAsXml\\(\\)\\d"))
                .anyMatch(place -> place.matches("org.apache.camel:.*type=services.* browse\\(\\)\\d"));
    }

    @Test
    void noLoggerOfOursTellsAnything() {
        assertThat(journey.loggers()).contains("braze-cohorts").anyMatch(name -> isUnder(name, OURS));
        assertThat(journey.tellingLines())
                .noneMatch(line -> isUnder(line.logger(), OURS) || isUnder(line.logger(), "braze-cohorts"));
    }

    @Test
    void ofTheOthersOnlyThoseTellThatTheRunnableHoldsToInfo() {
        assertThat(tellingBeside(TELLING_BELOW_INFO)).isEmpty();
        assertThat(journey.tellingLines()).noneMatch(line -> line.level().isMoreSpecificThan(Level.INFO));
    }

    @Test
    void theRunnableHoldsThoseToInfoThatWouldTell() throws Exception {
        assertThat(capped()).isEqualTo(TELLING_BELOW_INFO);
        assertThat(TELLING_BELOW_INFO)
                .filteredOn(name -> !Set.of(TELLING_OF_SOME_DATABASES, TELLING_OF_WEBHOOKS, TELLING_OF_REFUSED_STARTS)
                        .contains(name))
                .allSatisfy(name -> assertThat(journey.tellingLines()).anyMatch(line -> isUnder(line.logger(), name)));
    }
}
