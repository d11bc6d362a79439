// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel that is down changes no run and keeps nothing from the other channels; one line in the log says so. */
class ChannelDownFlowTest extends OnBench {
    private static final String LATE = "no answer in time";

    @BeforeEach
    void repeatQuickly() {
        bench.route("failures").setProperty("braze-cohorts-twice-more", "redeliveryDelay", 20);
    }

    /** No longer than who is silent deserves, and long enough for the others on a busy machine. */
    private void waitBriefly(String channel) {
        if (channel.equals("email")) {
            bench.route("channels").setParameter("send-email", "mail.smtp.timeout", 1500);
            return;
        }
        bench.route("channels").setParameter("post-message", "responseTimeout", 1500);
        bench.route("channels").setParameter("post-message", "soTimeout", 1500);
    }

    private RunReport refused() {
        bench.braze.fault(Fault.answer(401).always());
        return bench.sync();
    }

    /** Lines of the log that say what did not get through, and in which way. */
    private static List<String> told(Logged logged) {
        return logged.lines(Level.WARN).stream()
                .filter(line -> line.contains("did not get through"))
                .map(line -> line.replaceFirst(" \\{.*", ""))
                .toList();
    }

    /** A channel, the port that it is led to, and the kind of its failure. */
    private record Down(String channel, AutoCloseable server, int port, String kind) {
        static Down of(String channel, DeadEnd server, String kind) {
            return new Down(channel, server, server.port(), kind);
        }

        static Down answering500(String channel) {
            Inbox server = new Inbox(500, 500, 500);
            return new Down(channel, server, server.port(), "it answered 500");
        }

        int portOf(String other, int port) {
            return channel.equals(other) ? this.port : port;
        }

        @Override
        public String toString() {
            return channel + ": " + kind;
        }
    }

    static Stream<Down> downs() {
        return Stream.of(
                Down.of("webhook", DeadEnd.gone(), "no connection"),
                Down.of("webhook", DeadEnd.silent(), LATE),
                Down.answering500("webhook"),
                Down.of("slack", DeadEnd.gone(), "no connection"),
                Down.of("slack", DeadEnd.silent(), LATE),
                Down.answering500("slack"),
                Down.of("email", DeadEnd.gone(), "no connection"),
                Down.of("email", DeadEnd.silent(), LATE),
                Down.of("email", DeadEnd.greeting("554 No\r\n"), "MessagingException"));
    }

    @ParameterizedTest
    @MethodSource("downs")
    void oneThatIsDownKeepsTheAlertFromNoOther(Down down) throws Exception {
        try (AutoCloseable server = down.server;
                Inbox webhook = new Inbox();
                Inbox slack = new Inbox();
                Mailbox mailbox = Mailbox.plain();
                Logged logged = new Logged()) {
            if (down.kind.equals(LATE)) {
                waitBriefly(down.channel);
            }
            bench.open("alert-by-webhook").open("alert-by-slack").open("alert-by-email");
            bench.setting("alerts.webhook-url", Inbox.address(down.portOf("webhook", webhook.port())));
            bench.setting("alerts.slack-webhook-url", Inbox.address(down.portOf("slack", slack.port())));
            Mailbox.lead(bench, down.portOf("email", mailbox.port())).start();

            RunReport report = refused();

            assertThat(report.status()).isEqualTo("refused");
            assertThat(Bench.codes(report)).containsExactly("invalid-credentials");
            assertThat(webhook.messages()).hasSize(down.channel.equals("webhook") ? 0 : 1);
            assertThat(slack.messages()).hasSize(down.channel.equals("slack") ? 0 : 1);
            assertThat(mailbox.messages()).hasSize(down.channel.equals("email") ? 0 : 2);
            assertThat(told(logged)).containsExactly("alert-to-" + down.channel + " did not get through: " + down.kind);
            assertThat(logged.lines(Level.WARN))
                    .as("why the run stopped, the alert, and that line")
                    .hasSize(3);
            assertThat(logged.lines(Level.INFO))
                    .noneMatch(line -> line.contains(Inbox.SECRET))
                    .noneMatch(line -> line.contains(":" + down.port));
        }
    }

    @Test
    void aReportThatCannotBePostedChangesNoRun() {
        bench.people("ada");
        try (DeadEnd gone = DeadEnd.gone();
                Logged logged = new Logged()) {
            bench.open("report-by-webhook")
                    .setting("reports.webhook-url", Inbox.address(gone.port()))
                    .start();
            RunReport report = bench.sync();
            assertThat(report.status()).isEqualTo("completed");
            assertThat(report.alerts()).isEmpty();
            assertThat(told(logged)).containsExactly("report-to-webhook did not get through: no connection");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 503})
    void whatIsOverSoonIsTriedTwiceMore(int status) {
        try (Inbox healing = new Inbox(status, status);
                Logged logged = new Logged()) {
            bench.open("alert-by-slack").setting("alerts.slack-webhook-url", healing.address());
            bench.start();
            refused();
            assertThat(healing.messages()).hasSize(3);
            assertThat(healing.messages())
                    .extracting(Inbox.Message::json)
                    .containsOnly(healing.messages().get(0).json());
            assertThat(healing.messages().get(0).json().path("text").asText()).startsWith("Braze refuses");
            assertThat(told(logged)).isEmpty();
        }
    }

    @Test
    void whatStaysIsGivenUpAfterThreeTimes() {
        try (Inbox broken = new Inbox(500, 500, 500, 500);
                Logged logged = new Logged()) {
            bench.open("alert-by-webhook").setting("alerts.webhook-url", broken.address());
            bench.start();
            refused();
            assertThat(broken.messages()).hasSize(3);
            assertThat(told(logged)).containsExactly("alert-to-webhook did not get through: it answered 500");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307, 400, 403, 404, 410})
    void whatOnlyAPersonHealsIsTriedOnce(int status) {
        try (Inbox gone = new Inbox(status);
                Logged logged = new Logged()) {
            bench.open("alert-by-slack").setting("alerts.slack-webhook-url", gone.address());
            bench.start();
            refused();
            assertThat(gone.messages()).hasSize(1);
            assertThat(told(logged)).containsExactly("alert-to-slack did not get through: it answered " + status);
        }
    }

    @Test
    void whoSaysNothingIsAskedOnce() {
        waitBriefly("webhook");
        try (DeadEnd silent = DeadEnd.silent()) {
            bench.open("alert-by-webhook").setting("alerts.webhook-url", Inbox.address(silent.port()));
            bench.start();
            refused();
            assertThat(silent.connections()).isEqualTo(1);
        }
    }

    @Test
    void anOpenChannelWithoutItsSettingsSaysWhichAreMissing() {
        try (Logged logged = new Logged()) {
            bench.open("alert-by-webhook")
                    .open("alert-by-slack")
                    .open("alert-by-email")
                    .open("report-by-webhook");
            bench.setting("alerts.slack-webhook-url", "hooks.slack.example/" + Inbox.SECRET);
            bench.setting("alerts.email.host", "127.0.0.1").start();
            assertThat(refused().status()).isEqualTo("refused");
            assertThat(told(logged))
                    .containsExactly(
                            "alert-to-webhook did not get through: the setting alerts.webhook-url is missing",
                            "alert-to-slack did not get through: the setting alerts.slack-webhook-url is not an address"
                                    + " that begins with https:// or http://",
                            "alert-to-email did not get through: settings are missing: alerts.email.from, alerts.email.to",
                            "report-to-webhook did not get through: the setting reports.webhook-url is missing");
            assertThat(logged.lines(Level.INFO)).noneMatch(line -> line.contains(Inbox.SECRET));
        }
    }

    @Test
    void aLineOfOnesOwnThatFailsIsToldInTheSameWay() {
        try (Inbox webhook = new Inbox();
                Logged logged = new Logged()) {
            bench.open("alert-by-webhook").setting("alerts.webhook-url", webhook.address());
            bench.route("alerts")
                    .insertBehind(
                            "log-alert",
                            "throwException: {id: tell-team, exceptionType: java.lang.IllegalStateException,"
                                    + " message: " + Inbox.SECRET + "}");
            bench.start();
            assertThat(refused().status()).isEqualTo("refused");
            assertThat(webhook.messages()).hasSize(1);
            assertThat(told(logged)).containsExactly("cohort-alert did not get through: IllegalStateException");
            assertThat(logged.lines(Level.INFO)).noneMatch(line -> line.contains(Inbox.SECRET));
        }
    }
}
