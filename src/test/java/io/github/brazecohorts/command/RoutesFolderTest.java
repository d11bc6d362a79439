// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake in a file beside the settings: told with file and line, and not to the harm of the others. */
class RoutesFolderTest {
    @TempDir
    Path home;

    @BeforeEach
    void takeTheSample() throws IOException {
        Files.createDirectories(home.resolve("routes"));
        Files.copy(Path.of("application.properties"), config());
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve("routes").resolve(file.getFileName()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "- templatedRoute:\\n    routeId: more\\n   routeTemplateRef: cohort-sync" | 3 | expected <block end>
            "- templatedRoute:\\n    routeId: more\\n    routeTemplate: secret" | 3 | Unsupported field: routeTemplate
            "- route:\\n    from:\\n      uri: direct:more\\n      steps:\\n        - tooo: secret" | 5 | Unknown node id: tooo
            """)
    void brokenFileIsToldAndTheOthersRun(String yaml, int line, String words) throws Exception {
        Path broken = write("more", yaml.replace("\\n", "\n"));

        try (Application application = start()) {
            assertThat(application.module().audiences().names()).containsExactly("high-value");
            assertThat(application.mistakes())
                    .singleElement()
                    .asString()
                    .startsWith(broken + ", line " + line + ": ")
                    .contains(words)
                    .doesNotContain("secret", "\n");
        }
    }

    /** Whatever the order is in which the files are read: a route takes its policies when it is. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void policiesOfOneFileHoldForTheRoutesOfAll(boolean besideTheSettings) throws Exception {
        if (!besideTheSettings) {
            Files.move(home.resolve("routes"), home.resolve("elsewhere"));
            append("camel.route-template[high-value].template-id = cohort-sync");
            append("camel.route-template[high-value].cohortName = High Value");
            append("camel.route-template[high-value].query = SELECT external_id FROM customer360");
        }
        append("braze.instance = http://127.0.0.1:" + portAtWhichNobodyListens());
        append("braze.partner = shop");
        append("braze.data-import-key = data-import-key");
        append("braze.partner-api-key = partner-api-key");
        append("braze.retries = 0");

        try (Application application = start()) {
            RunReport report = RunReport.of(application.sync("high-value", Map.of()));

            assertThat(report.status()).isEqualTo("incomplete");
            assertThat(report.alerts()).extracting(Alert::code).containsExactly("braze-unavailable");
        }
    }

    @Test
    void audienceOfAnUnknownTemplateIsTold() throws Exception {
        Path file = write("more", """
                - templatedRoute:
                    routeId: more
                    routeTemplateRef: cohort-snyc
                """);

        try (Application application = start()) {
            assertThat(application.module().audiences().names()).containsExactly("high-value");
            assertThat(application.mistakes())
                    .containsExactly(
                            file + ", line 2: more is of the template cohort-snyc, which is nowhere; known are:"
                                    + " cohort-sync. It is left out");
        }
    }

    @Test
    void audienceWithAMistakeIsToldWithItsLine() throws Exception {
        Path file = write("more", """
                - templatedRoute:
                    routeTemplateRef: cohort-sync
                    routeId: few
                    parameters:
                      - {name: cohortName, value: Few}
                      - {name: query, value: SELECT 1}
                # and one more
                - templatedRoute:
                    routeTemplateRef: cohort-sync
                    routeId: more
                    parameters:
                      - {name: cohortName, value: More}
                      - {name: query, value: SELECT 1}
                      - {name: maxRemovedPercent, value: 101}
                """);

        try (Application application = start()) {
            assertThat(application.module().audiences().all())
                    .extracting(Audience::name)
                    .containsExactlyInAnyOrder("few", "high-value");
            assertThat(application.module().audiences().problems("more"))
                    .singleElement()
                    .asString()
                    .startsWith(file + ", line 10: maxRemovedPercent ");
        }
    }

    @Test
    void whoAsksForAllIsToldByTheExitCode() throws Exception {
        String config = config().toString();
        assertThat(BrazeCohortsCommand.run("plan", "--all", "--config", config)).isZero();

        write("more", "- nothing: known");

        assertThat(BrazeCohortsCommand.run("plan", "--all", "--config", config)).isEqualTo(1);
        assertThat(BrazeCohortsCommand.run("plan", "high-value", "--config", config))
                .isZero();
        assertThat(BrazeCohortsCommand.run("plan", "more", "--config", config)).isEqualTo(2);
    }

    @Test
    void fileThatIsEmptyOrHoldsCommentsAloneIsNoMistake() throws Exception {
        write("empty", "");
        write("comments", "# none yet\n\n  # and none here\n");

        try (Application application = start()) {
            assertThat(application.mistakes()).isEmpty();
        }
        write("audiences", "# none yet\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(RefusedStart.class)
                .hasMessageStartingWith("no audiences are configured");
    }

    @Test
    void fileThatCamelTakesForNoneOfItsOwnIsToldAndTheOthersRun() throws Exception {
        Path versioned = Files.copy(home.resolve("routes/audiences.camel.yaml"), home.resolve("routes/buyers.v2.yaml"));

        try (Application application = start()) {
            assertThat(application.module().audiences().names()).containsExactly("high-value");
            assertThat(application.mistakes())
                    .singleElement()
                    .asString()
                    .startsWith(versioned + ": it cannot be read (");
        }
    }

    @Test
    void whatAnEditorLeavesIsNoRouteFile() throws Exception {
        for (String left : List.of(".#audiences.camel.yaml", "#audiences.camel.yaml", ".audiences.camel.yaml")) {
            Files.writeString(home.resolve("routes").resolve(left), "half a file");
        }

        try (Application application = start()) {
            assertThat(application.mistakes()).isEmpty();
        }
    }

    /** Without one of them nothing runs as it should: a policy, a channel or the way itself would be missing. */
    @Test
    void filesThatWeShipMustBeSound() throws Exception {
        for (String shipped : List.of("cohort-sync", "braze", "failures", "alerts", "channels")) {
            Path file = home.resolve("routes/" + shipped + ".camel.yaml");
            String sound = Files.readString(file);
            Files.writeString(file, sound + "\n- nothing: known\n");

            assertThatThrownBy(this::start)
                    .isInstanceOf(RefusedStart.class)
                    .hasMessageContaining(file + ", line ")
                    .hasMessageContaining("Unknown node id: nothing");
            Files.writeString(file, sound);
        }
    }

    private Application start() throws RefusedStart {
        return Application.start(config(), false, null);
    }

    private Path config() {
        return home.resolve("application.properties");
    }

    private void append(String setting) throws IOException {
        Files.writeString(config(), setting + "\n", StandardOpenOption.APPEND);
    }

    private static int portAtWhichNobodyListens() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Path write(String name, String yaml) throws IOException {
        return Files.writeString(home.resolve("routes/" + name + ".camel.yaml"), yaml);
    }
}
