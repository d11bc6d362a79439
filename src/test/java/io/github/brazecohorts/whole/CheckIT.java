// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code check} says of broken set-ups: word for word as the README quotes it, and without a secret. */
class CheckIT extends WholeWay {
    private static final String DATA_IMPORT_KEY = "marker-data-import-key";
    private static final String PARTNER_API_KEY = "marker-partner-api-key";
    private static final String PASSWORD = "marker-password";
    private static final String SECTION = "## When `check` finds something";

    private Sandbox strict;

    @BeforeEach
    void setUp() throws Exception {
        strict = Sandbox.start(SandboxOptions.defaults()
                .withKeys(DATA_IMPORT_KEY, PARTNER_API_KEY)
                .withPartner("shop"));
        folder.set("braze.instance", strict.endpoint().toString())
                .set("braze.data-import-key", "{{env:BRAZE_DATA_IMPORT_KEY}}")
                .set("braze.partner-api-key", null)
                .audience("buyers", EVERYBODY);
        shop.enter("marker-id");
    }

    @AfterEach
    void closeStrict() {
        strict.close();
    }

    @Test
    void aSoundSetUpIsOkAndStaysAsItIs() throws Exception {
        List<String> before = files();

        Ended ended = check().with(0);

        assertThat(ended.out()).contains("0 problems, 0 warnings").doesNotContain("problem  ", "warning  ", "->");
        assertThat(verdicts(check("--json").with(0)))
                .containsExactly(
                        "settings application.properties ok",
                        "secrets application.properties ok",
                        "audience buyers ok",
                        "source warehouse ok",
                        "query buyers ok",
                        "state data/state.duckdb ok",
                        "keys default ok");
        assertThat(files()).isEqualTo(before);
        assertThat(strict.requests().total()).as("one for each check").isEqualTo(2);
        assertThat(strict.members(Folder.cohort("buyers"))).isEmpty();
        assertThat(strict.violations()).isEmpty();
    }

    @Test
    void mistakesInTheSettingsAreNamedTogether() throws Exception {
        folder.set("braze.partner", null).set("braze.instance", "US-33");
        assertQuoted(check().with(2));
        assertThat(strict.requests().total()).isZero();
    }

    @Test
    void aWrongPasswordOfTheDatabase() throws Exception {
        shop.update("CREATE ROLE reader LOGIN PASSWORD 'another'");
        try (AutoCloseable asked = shop.askForPasswords()) {
            folder.set("camel.beans.warehouse.jdbcUrl", shop.jdbcUrl().replace("user=postgres&", ""))
                    .set("camel.beans.warehouse.username", "reader")
                    .set("camel.beans.warehouse.password", "{{env:WAREHOUSE_PASSWORD}}");
            assertQuoted(check().with(2));
        } finally {
            shop.update("DROP ROLE reader");
        }
    }

    @Test
    void aSourceAtWhichNobodyListens() throws Exception {
        folder.set("camel.beans.warehouse.jdbcUrl", "jdbc:postgresql://localhost:" + freePort() + "/shop");
        assertQuoted(check().with(2));
        assertThat(verdicts(check("--offline", "--json").with(0)))
                .containsExactly(
                        "settings application.properties ok",
                        "secrets application.properties ok",
                        "audience buyers ok",
                        "state data/state.duckdb ok");
    }

    @Test
    void aColumnThatIsMissing() throws Exception {
        folder.audience("buyers", "SELECT external_id AS customer_id FROM customer");
        assertQuoted(check().with(2));
    }

    @Test
    void aColumnWhoseTypeIdentifiesNobody() throws Exception {
        folder.audience("buyers", "SELECT now() AS external_id FROM customer WHERE external_id = 'nobody'");
        assertQuoted(check().with(2));
    }

    @Test
    void anUnknownParameterOfAnAudienceKeepsNoOtherFromBeingChecked() throws Exception {
        folder.audience("buyers", EVERYBODY, "maxRemoved", "20").audience("sleepers", EVERYBODY);
        Ended ended = check().with(2);
        assertQuoted(ended);
        assertThat(squeezed(ended.out())).contains("ok query sleepers").contains("ok keys default");
    }

    @Test
    void aFileThatIsLeftOutOfTheRoutes() throws Exception {
        Files.writeString(
                folder.path("routes/more.camel.yaml"),
                "- templatedRoute:\n    routeId: sleepers\n    routeTemplateRef: cohort-sync\n    parameter: []\n");
        Ended ended = check().with(2);
        assertQuoted(ended);
        assertThat(squeezed(ended.out())).contains("ok query buyers");
    }

    @Test
    void aQueryWithAMistake() throws Exception {
        folder.audience("buyers", "SELECT external_id FORM customer").audience("sleepers", EVERYBODY);
        Ended ended = check().with(2);
        assertQuoted(ended);
        assertThat(squeezed(ended.out())).contains("ok query sleepers");
    }

    @Test
    void aFolderThatCannotHoldTheState() throws Exception {
        folder.set("state.jdbc-url", "jdbc:duckdb:application.properties/state.duckdb");
        assertQuoted(check().with(2));
    }

    @Test
    void aKeyThatBrazeRefuses() throws Exception {
        strict.fault(Fault.answer(401));
        assertQuoted(check().with(3));
        assertThat(strict.requests().total()).as("a 401 is never asked twice").isEqualTo(1);
    }

    @Test
    void aPartnerThatIsNotEnabled() throws Exception {
        folder.set("braze.partner", "shoop");
        assertQuoted(check().with(3));
    }

    @Test
    void anInstanceThatNobodyKnows() throws Exception {
        folder.set("braze.instance", "https://rest.iad-03.braze.invalid");
        assertQuoted(check().with(3));
    }

    @Test
    void aSecretInPlainText() throws Exception {
        folder.set("braze.data-import-key", DATA_IMPORT_KEY);
        assertQuoted(check().with(0));
    }

    @Test
    void aRefusedKeyBesideAnotherProblemIsAProblem() throws Exception {
        strict.fault(Fault.answer(401));
        folder.audience("sleepers", EVERYBODY, "mode", "sometimes");
        check("--json").with(2);
    }

    @Test
    void worksWhileRunIsUpOnTheSameFolder() throws Exception {
        Running run = folder.program("run")
                .env("BRAZE_DATA_IMPORT_KEY", DATA_IMPORT_KEY)
                .env("BRAZE_PARTNER_API_KEY", PARTNER_API_KEY)
                .start();
        assertThat(verdicts(check("--json").with(0))).contains("state data/state.duckdb ok", "keys default ok");
        assertThat(run.isAlive()).isTrue();
    }

    /** What the README shows is what this class has seen printed: the claims above look for their words there. */
    @Test
    void theReadmeQuotesNothingElse() throws Exception {
        assertThat(quotes()).hasSize(13).doesNotHaveDuplicates();
    }

    private Ended check(String... options) throws Exception {
        String[] arguments =
                Stream.concat(Stream.of("check"), Stream.of(options)).toArray(String[]::new);
        Ended ended = folder.program(arguments)
                .env("BRAZE_DATA_IMPORT_KEY", DATA_IMPORT_KEY)
                .env("BRAZE_PARTNER_API_KEY", PARTNER_API_KEY)
                .env("WAREHOUSE_PASSWORD", PASSWORD)
                .start()
                .end();
        assertThat(ended.out() + ended.err()).doesNotContain("marker-").doesNotContain("\tat ");
        return ended;
    }

    private void assertQuoted(Ended ended) throws IOException {
        String printed = masked(bad(ended.out()));
        assertThat(quotes()).as(ended.out()).contains(printed);
    }

    /** The findings that are not ok, with their remedies. */
    private static String bad(String out) {
        List<String> lines = out.lines().filter(line -> !line.isBlank()).toList();
        return String.join(
                "\n",
                lines.subList(0, lines.size() - 1).stream()
                        .filter(line -> !line.startsWith("ok "))
                        .toList());
    }

    /** What differs from one computer to the next: ports and the folder. */
    private String masked(String text) {
        return squeezed(text.replace(folder.path("").toString(), "/srv/cohorts")
                .replaceAll("http://127\\.0\\.0\\.1:\\d+", "http://127.0.0.1:8099"));
    }

    private static String squeezed(String text) {
        return text.replaceAll(" +", " ").replaceAll("(?m)^ ", "");
    }

    private static List<String> quotes() throws IOException {
        String readme = Files.readString(Folder.PROJECT.resolve("README.md"));
        String section = readme.substring(readme.indexOf(SECTION) + SECTION.length());
        String block = section.split("```")[1];
        return Stream.of(block.strip().split("\n\n")).map(CheckIT::squeezed).toList();
    }

    private static List<String> verdicts(Ended ended) throws IOException {
        List<String> verdicts = new ArrayList<>();
        for (JsonNode finding : ended.json()) {
            assertThat(finding.path("what").asText()).isNotEmpty();
            assertThat(finding.path("remedy").asText().isEmpty())
                    .isEqualTo(finding.path("verdict").asText().equals("ok"));
            verdicts.add(finding.path("check").asText() + " "
                    + finding.path("subject").asText() + " "
                    + finding.path("verdict").asText());
        }
        return verdicts;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.path(""))) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
