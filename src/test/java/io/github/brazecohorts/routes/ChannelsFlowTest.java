// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.brazecohorts.report.AlertText;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/** A channel is opened by taking the comment sign off its line, and gets what is told. */
class ChannelsFlowTest extends OnBench {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whatever somebody may have typed into a name. */
    private static final Map<String, Object> STRANGE = Map.of(
            "code", "held",
            "audiences", List.of("a\"b", "c\\d"),
            "title", "Cohort \"<!channel>\" & friends\r\nBcc: eve@shop.example",
            "what_happened", "\u05e9\u05dc\u05d5\u05dd \u202Eevil\u202C \u0007bell \uD83D\uDE80.",
            "steps", List.of("First\nthis.", "Then {{braze.partner}} ${body}."));

    private RunReport refused() {
        bench.braze.fault(Fault.answer(401).always());
        RunReport report = bench.sync();
        assertThat(Bench.codes(report)).containsExactly("invalid-credentials");
        return report;
    }

    private void tell(Map<String, Object> alert) {
        bench.context().createProducerTemplate().sendBody("direct:cohort-alert", alert);
    }

    @Test
    void asShippedNothingIsToldToAnybodyAndNoMailComponentIsNeeded() {
        bench.start();
        refused();
        assertThat(bench.context().hasComponent("smtp")).isNull();
        assertThat(bench.context().getEndpoints())
                .extracting(Endpoint::getEndpointUri)
                .filteredOn(uri -> uri.startsWith("http")
                        && !uri.startsWith(bench.braze.endpoint().toString()))
                .singleElement()
                .asString()
                .startsWith("https://webhook.invalid");
    }

    @Test
    void aWebhookGetsTheAlertAsJson() {
        try (Inbox inbox = new Inbox()) {
            bench.open("alert-by-webhook")
                    .setting("alerts.webhook-url", inbox.address())
                    .start();
            RunReport report = refused();
            assertThat(inbox.message().method()).isEqualTo("POST");
            assertThat(inbox.message().uri()).isEqualTo("/services/" + Inbox.SECRET + "?key=a%20b");
            assertThat(inbox.message().headers().get("Content-type")).containsExactly("application/json");
            assertThat(inbox.message().headers().keySet()).noneMatch(name -> name.startsWith("Camel"));
            assertThat(inbox.message().json())
                    .isEqualTo(JSON.valueToTree(report.alerts().get(0)));
            assertThat(inbox.message().json().fieldNames())
                    .toIterable()
                    .containsExactly("code", "audiences", "workspace", "title", "what_happened", "steps", "since");
        }
    }

    @Test
    void slackGetsTheAlertInWords() {
        try (Inbox inbox = new Inbox()) {
            bench.open("alert-by-slack")
                    .setting("alerts.slack-webhook-url", inbox.address())
                    .start();
            RunReport report = refused();
            String text = AlertText.of(report.alerts().get(0)).forSlack();
            assertThat(inbox.message().json()).isEqualTo(JSON.createObjectNode().put("text", text));
            assertThat(text)
                    .startsWith("Braze refuses the keys of workspace default"
                            + " (invalid-credentials, audiences people, workspace default, since 20")
                    .contains(")\n  Braze answered 401")
                    .contains("\n  1. In Braze's dashboard open Partner Integrations &gt; Technology Partners")
                    .endsWith("type `sync people`.");
        }
    }

    @Test
    void whatSomebodyTypedIntoANameBreaksNoJson() {
        try (Inbox webhook = new Inbox();
                Inbox slack = new Inbox()) {
            bench.open("alert-by-webhook").setting("alerts.webhook-url", webhook.address());
            bench.open("alert-by-slack").setting("alerts.slack-webhook-url", slack.address());
            bench.start();
            tell(STRANGE);
            assertThat(webhook.message().json()).isEqualTo(JSON.valueToTree(STRANGE));
            assertThat(slack.message().json().path("text").asText())
                    .isEqualTo("Cohort \"&lt;!channel&gt;\" &amp; friends Bcc: eve@shop.example"
                            + " (held, audiences a\"b, c\\d)\n"
                            + "  \u05e9\u05dc\u05d5\u05dd evil  bell \uD83D\uDE80.\n"
                            + "  1. First this.\n"
                            + "  2. Then {{braze.partner}} ${body}.");
        }
    }

    @Test
    void anEmailHasTheTitleAsItsSubject() throws Exception {
        try (Mailbox mailbox = Mailbox.plain()) {
            mailbox.lead(bench.open("alert-by-email")).start();
            RunReport report = refused();
            assertThat(mailbox.messages()).as("one for each recipient").hasSize(2);
            MimeMessage mail = mailbox.messages().get(0);
            assertThat(mail.getSubject()).isEqualTo("Braze refuses the keys of workspace default");
            assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("Shop & Co <alerts@shop.example>");
            assertThat(mail.getAllRecipients())
                    .extracting(Object::toString)
                    .containsExactly("ada+alerts@shop.example", "bob@shop.example");
            assertThat(mail.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
            assertThat(mail.getContent().toString())
                    .isEqualToNormalizingNewlines(
                            AlertText.of(report.alerts().get(0)).text());
        }
    }

    @Test
    void whatSomebodyTypedIntoANameAddsNoHeaderToAnEmail() throws Exception {
        try (Mailbox mailbox = Mailbox.plain()) {
            mailbox.lead(bench.open("alert-by-email")).start();
            tell(STRANGE);
            MimeMessage mail = mailbox.messages().get(0);
            assertThat(mail.getSubject()).isEqualTo("Cohort \"<!channel>\" & friends Bcc: eve@shop.example");
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getAllRecipients()).hasSize(2);
            assertThat(mail.getContent().toString()).contains("\u05e9\u05dc\u05d5\u05dd evil  bell \uD83D\uDE80.");
        }
    }

    @Test
    void aMailServerIsLoggedInToWithTheSettings() {
        try (Mailbox mailbox = Mailbox.plain();
                Logged logged = new Logged()) {
            mailbox.lead(bench.open("alert-by-email"))
                    .setting("alerts.email.username", Mailbox.USER)
                    .setting("alerts.email.password", Mailbox.PASSWORD)
                    .start();
            refused();
            assertThat(mailbox.messages()).hasSize(2);

            bench.setting("alerts.email.password", "wrong-password").startLater(Duration.ofHours(5));
            refused();
            assertThat(mailbox.messages()).hasSize(2);
            assertThat(logged.lines(Level.WARN))
                    .anyMatch(line ->
                            line.startsWith("alert-to-email did not get through: AuthenticationFailedException"));
            assertThat(bench.context().getEndpoints())
                    .extracting(Endpoint::getEndpointUri)
                    .noneMatch(uri -> uri.contains("wrong-password"));
            assertThat(logged.lines(Level.INFO)).noneMatch(ChannelsFlowTest::holdsPassword);
        }
    }

    private static boolean holdsPassword(String line) {
        return line.contains(Mailbox.PASSWORD)
                || line.contains("wrong-password")
                || line.contains(
                        Base64.getEncoder().encodeToString(Mailbox.PASSWORD.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void noEmailIsSentInTheClearUnlessAPersonSaysSo() {
        try (Mailbox mailbox = Mailbox.plain();
                Logged logged = new Logged()) {
            mailbox.lead(bench.open("alert-by-email"))
                    .setting("alerts.email.starttls", true)
                    .start();
            refused();
            assertThat(mailbox.messages()).isEmpty();
            assertThat(logged.lines(Level.WARN))
                    .anyMatch(line -> line.startsWith("alert-to-email did not get through"));
        }
    }

    @Test
    void aMailServerWhoseCertificateNobodyTrustsGetsNothing() {
        try (Mailbox mailbox = Mailbox.encrypted();
                Logged logged = new Logged()) {
            mailbox.lead(bench.open("alert-by-email"))
                    .setting("alerts.email.tls", true)
                    .start();
            refused();
            assertThat(mailbox.messages()).isEmpty();
            assertThat(logged.lines(Level.WARN))
                    .anyMatch(line -> line.matches("alert-to-email did not get through: \\w*Cert\\w*Exception.*"));
        }
    }

    @Test
    void aWebhookGetsTheReportAsJson() throws Exception {
        try (Inbox inbox = new Inbox()) {
            bench.people("ada");
            bench.open("report-by-webhook")
                    .setting("reports.webhook-url", inbox.address())
                    .start();
            RunReport report = bench.sync();
            assertThat(report.status()).isEqualTo("completed");
            assertThat(inbox.message().json()).isEqualTo(JSON.readTree(report.json()));
        }
    }

    @Test
    void allChannelsMayBeOpenAtOnce() throws Exception {
        try (Inbox alerts = new Inbox();
                Inbox slack = new Inbox();
                Inbox reports = new Inbox();
                Mailbox mailbox = Mailbox.plain()) {
            bench.open("alert-by-webhook").setting("alerts.webhook-url", alerts.address());
            bench.open("alert-by-slack").setting("alerts.slack-webhook-url", slack.address());
            bench.open("report-by-webhook").setting("reports.webhook-url", reports.address());
            mailbox.lead(bench.open("alert-by-email")).start();
            RunReport report = refused();
            assertThat(alerts.message().json().path("code").asText()).isEqualTo("invalid-credentials");
            assertThat(slack.message().json().has("text")).isTrue();
            assertThat(reports.message().json()).isEqualTo(JSON.readTree(report.json()));
            assertThat(mailbox.messages()).hasSize(2);
        }
    }

    @Test
    void anAddressWithHttpsIsSpokenToInTls() {
        try (DeadEnd listener = DeadEnd.silent()) {
            impatient();
            bench.open("alert-by-slack")
                    .setting("alerts.slack-webhook-url", "https://127.0.0.1:" + listener.port() + "/")
                    .start();
            refused();
            await().until(() -> listener.firstByte() == 0x16);
        }
    }

    private void impatient() {
        bench.route("channels").setParameter("post-message", "responseTimeout", 300);
        bench.route("channels").setParameter("post-message", "soTimeout", 300);
    }

    @Test
    void noAddressStandsInAnEndpointOrInTheModel() throws Exception {
        try (Inbox inbox = new Inbox()) {
            bench.open("alert-by-slack")
                    .setting("alerts.slack-webhook-url", inbox.address())
                    .start();
            refused();
            assertThat(inbox.messages()).hasSize(1);
            assertThat(bench.context().getEndpoints())
                    .extracting(Endpoint::getEndpointUri)
                    .noneMatch(uri -> uri.contains(Inbox.SECRET));
            assertThat(bench.context()
                            .getCamelContextExtension()
                            .getContextPlugin(org.apache.camel.model.Model.class)
                            .getRouteDefinitions()
                            .toString())
                    .doesNotContain(Inbox.SECRET);
        }
    }
}
