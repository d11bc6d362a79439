// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No key and no id stands anywhere but in the state and in the stand-in, even where everything is logged. */
class SecretsIT extends WholeWay {
    private static final String DATA_IMPORT_KEY = "marker-data-import-key";
    private static final String PARTNER_API_KEY = "marker-partner-api-key";
    private static final String PASSWORD = "marker-password";
    private static final String ID = "marker-id";
    private static final String WEBHOOK = "/marker-webhook";
    private static final String MAIL_PASSWORD = "marker-mail-password";

    @Test
    void nothingSecretIsTold() throws Exception {
        shop.enter(ID + "-1", ID + "-2", ID + "-3", ID + "\n");
        try (Sandbox strict = Sandbox.start(SandboxOptions.defaults().withKeys(DATA_IMPORT_KEY, PARTNER_API_KEY))) {
            String echo = "{\"message\":\"" + DATA_IMPORT_KEY + " " + PARTNER_API_KEY + " " + ID + "-1\"}";
            strict.fault(
                    Fault.answer(401, Map.of(), echo).onCohort(Folder.cohort("refused")),
                    Fault.answer(400, Map.of(), echo).onUsers().onCohort(Folder.cohort("rejected")),
                    Fault.answer(503, Map.of("Retry-After", "1"), echo)
                            .onUsers()
                            .onCohort(Folder.cohort("busy")),
                    Fault.answer(302, Map.of("Location", "/" + ID), echo)
                            .onUsers()
                            .onCohort(Folder.cohort("moved")));
            String webhook = strict.endpoint() + WEBHOOK;
            folder.open("alert-by-webhook", "alert-by-slack", "alert-by-email", "report-by-webhook")
                    .set("alerts.email.host", "127.0.0.1")
                    .set("alerts.email.port", "1")
                    .set("alerts.email.from", "alerts@shop.example")
                    .set("alerts.email.to", "ada@shop.example")
                    .set("alerts.email.username", "alerts");
            folder.set("braze.instance", strict.endpoint().toString())
                    .set("braze.data-import-key", "{{env:BRAZE_DATA_IMPORT_KEY}}")
                    .set("braze.partner-api-key", null)
                    .set("camel.beans.warehouse.password", "{{env:WAREHOUSE_PASSWORD}}")
                    .audience("sound", EVERYBODY)
                    .audience("refused", EVERYBODY)
                    .audience("rejected", EVERYBODY)
                    .audience("busy", EVERYBODY)
                    .audience("moved", EVERYBODY)
                    .audience("unreadable", "SELECT external_id::int AS external_id FROM customer");
            Ended ended = folder.program("sync", "--all", "--json")
                    .env("BRAZE_DATA_IMPORT_KEY", DATA_IMPORT_KEY)
                    .env("BRAZE_PARTNER_API_KEY", PARTNER_API_KEY)
                    .env("WAREHOUSE_PASSWORD", PASSWORD)
                    .env("ALERTS_WEBHOOK_URL", webhook)
                    .env("ALERTS_SLACK_WEBHOOK_URL", webhook)
                    .env("ALERTS_EMAIL_PASSWORD", MAIL_PASSWORD)
                    .env("REPORTS_WEBHOOK_URL", webhook)
                    .option("-Dbraze-cohorts.log-level=TRACE")
                    .option("-Dbraze-cohorts.camel-log-level=TRACE")
                    .start()
                    .end();
            assertThat(ended.code()).isEqualTo(3);
            assertThat(strict.members(Folder.cohort("sound"))).hasSize(3);
            assertThat(strict.members(Folder.cohort("busy"))).hasSize(3);
            assertThat(ended.json()).hasSize(6);
            assertThat(ended.err())
                    .contains("TRACE")
                    .contains("alert-to-webhook did not get through: it answered 404")
                    .contains("alert-to-slack did not get through: it answered 404")
                    .contains("alert-to-email did not get through: no connection")
                    .contains("report-to-webhook did not get through: it answered 404");
            assertTellsNothing("standard output", ended.out());
            assertTellsNothing("standard error", ended.err());
            assertFilesTellNothing();
        }
    }

    private void assertFilesTellNothing() throws Exception {
        try (Stream<Path> files = Files.walk(folder.path(""))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(folder.path("data/state.duckdb"))) {
                    assertTellsNothing(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    private static void assertTellsNothing(String where, String text) {
        List<String> telling =
                text.lines().filter(line -> line.contains("marker-")).toList();
        assertThat(telling).as(where).isEmpty();
    }
}
