// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.VirtualMachine;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import io.github.brazecohorts.secrets.Management;
import io.github.brazecohorts.secrets.Markers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No key and no id stands anywhere but in the state and in the stand-in, even where everything is logged. */
class SecretsIT extends WholeWay {
    private static final String ID = Markers.IDS.get(0);
    private static final String ECHO = "<html>" + Markers.all() + "</html>";

    /** Where keys and ids may stand: what was given, the state, its working files. */
    private static final String MAY_TELL = "application\\.properties|data/state\\.duckdb(\\.wal|\\.work/.*)?";

    private static final String WEBHOOK = "/marker-of-a-webhook";
    private static final String MAIL_PASSWORD = "marker-of-a-mail-password";

    private Sandbox strict;

    @BeforeEach
    void markAll() throws Exception {
        shop.enter(Markers.IDS);
        shop.enter(ID + "\n");
        strict = Sandbox.start(SandboxOptions.defaults().withKeys(Markers.DATA_IMPORT_KEY, Markers.PARTNER_API_KEY));
        folder.set("braze.instance", strict.endpoint().toString())
                .set("braze.data-import-key", "{{env:BRAZE_DATA_IMPORT_KEY}}")
                .set("braze.partner-api-key", null)
                .set("camel.beans.warehouse.password", "{{env:WAREHOUSE_PASSWORD}}")
                .set("camel.beans.warehouse.registerMbeans", "true");
        folder.open("alert-by-webhook", "alert-by-slack", "alert-by-email", "report-by-webhook")
                .set("alerts.email.host", "127.0.0.1")
                .set("alerts.email.port", "1")
                .set("alerts.email.from", "alerts@shop.example")
                .set("alerts.email.to", "ada@shop.example")
                .set("alerts.email.username", "alerts");
    }

    @AfterEach
    void closeStrict() {
        strict.close();
    }

    private Program telling(String... arguments) {
        return folder.program(arguments)
                .env("BRAZE_DATA_IMPORT_KEY", Markers.DATA_IMPORT_KEY)
                .env("BRAZE_PARTNER_API_KEY", Markers.PARTNER_API_KEY)
                .env("WAREHOUSE_PASSWORD", Markers.PASSWORD)
                .env("ALERTS_WEBHOOK_URL", strict.endpoint() + WEBHOOK)
                .env("ALERTS_SLACK_WEBHOOK_URL", strict.endpoint() + WEBHOOK)
                .env("REPORTS_WEBHOOK_URL", strict.endpoint() + WEBHOOK)
                .env("ALERTS_EMAIL_PASSWORD", MAIL_PASSWORD)
                .option("-Dbraze-cohorts.log-level=TRACE")
                .option("-Dbraze-cohorts.camel-log-level=TRACE");
    }

    @Test
    void nothingSecretIsTold() throws Exception {
        strict.fault(
                Fault.answer(401, Map.of(), ECHO).onCohort(Folder.cohort("refused")),
                Fault.answer(400, Map.of(), ECHO).onUsers().onCohort(Folder.cohort("rejected")),
                Fault.answer(503, Map.of("Retry-After", "1"), ECHO).onUsers().onCohort(Folder.cohort("busy")),
                Fault.answer(302, Map.of("Location", "/" + ID), ECHO).onUsers().onCohort(Folder.cohort("moved")));
        folder.audience("sound", EVERYBODY)
                .audience("refused", EVERYBODY)
                .audience("rejected", EVERYBODY)
                .audience("busy", EVERYBODY)
                .audience("moved", EVERYBODY)
                .audience("unreadable", "SELECT external_id::int AS external_id FROM customer");
        Ended ended = telling("sync", "--all", "--json").start().end().with(3);
        assertThat(strict.members(Folder.cohort("sound"))).hasSize(Markers.IDS.size());
        assertThat(strict.members(Folder.cohort("busy"))).hasSize(Markers.IDS.size());
        assertThat(ended.json()).hasSize(6);
        assertThat(ended.err())
                .contains("TRACE")
                .contains("alert-to-webhook did not get through: it answered 404")
                .contains("alert-to-slack did not get through: it answered 404")
                .contains("alert-to-email did not get through: no connection")
                .contains("report-to-webhook did not get through: it answered 404")
                .doesNotContain(WEBHOOK, MAIL_PASSWORD);
        assertTellsNothing(ended);
        assertTellsNothing(telling("plan", "--all", "--json").start().end());
        assertTellsNothing(telling("status", "--json").start().end().with(0));
        assertFilesTellNothing();
    }

    @Test
    void nothingSecretIsShownWhileItRuns() throws Exception {
        HeldRequest held = new HeldRequest();
        strict.fault(Fault.hold(held).onUsers());
        folder.audience("sound", EVERYBODY, "schedule", "* * * * * ?");
        Running run =
                telling("run").option("-Dorg.quartz.scheduler.jmx.export=true").start();
        held.awaitArrival();
        assertShowsNothing(run);
        assertTellsNothing(telling("status", "--json").start().end().with(0));
        held.release();
        await().until(() -> strict.members(Folder.cohort("sound")).size() == Markers.IDS.size());
        assertShowsNothing(run);
        run.term();
        assertTellsNothing(run.end());
        assertFilesTellNothing();
    }

    private static void assertShowsNothing(Running run) throws Exception {
        assertTellsNothing("the thread dump", run.threads());
        VirtualMachine machine =
                VirtualMachine.attach(String.valueOf(run.process().pid()));
        JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
        machine.detach();
        try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
            Map<String, String> shown = Management.shownBy(connector.getMBeanServerConnection());
            assertThat(shown).containsKey("java.lang:type=Runtime SystemProperties");
            assertThat(shown.keySet()).anyMatch(place -> place.startsWith("com.zaxxer.hikari:"));
            shown.forEach(SecretsIT::assertTellsNothing);
        }
    }

    @Test
    void aRefusedStartRepeatsNoSecret() throws Exception {
        folder.audience("sound", EVERYBODY).set("braze.batch-size", Markers.DATA_IMPORT_KEY);
        folder.set("braze.partner", Markers.PARTNER_API_KEY).set("braze.settling-time", Markers.PASSWORD);
        assertTellsNothing(telling("sync", "sound").start().end().with(2));
        folder.set("braze.batch-size", null).set("braze.partner", "shop").set("braze.settling-time", null);
        for (String wrong : List.of("pasword", "maximumPoolSize", "keepaliveTime")) {
            folder.set("camel.beans.warehouse." + wrong, Markers.PASSWORD);
            assertTellsNothing(telling("sync", "sound").start().end().with(2));
            folder.set("camel.beans.warehouse." + wrong, null);
        }
    }

    private void assertFilesTellNothing() throws Exception {
        Path home = folder.path("");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!home.relativize(file).toString().matches(MAY_TELL)) {
                    assertTellsNothing(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    private static void assertTellsNothing(Ended ended) {
        assertTellsNothing(ended.command() + " on standard output", ended.out());
        assertTellsNothing(ended.command() + " on standard error", ended.err());
    }

    private static void assertTellsNothing(String where, String text) {
        assertThat(Markers.in(text)).as(where).isEmpty();
    }
}
