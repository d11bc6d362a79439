// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;

/** A mail server that keeps what is sent to it. */
final class Mailbox implements AutoCloseable {
    static final String USER = "alerts";
    static final String PASSWORD = "the-mail-password";

    private final GreenMail server;

    private Mailbox(String protocol) {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
        server.setUser("alerts@shop.example", USER, PASSWORD);
        server.start();
    }

    /** One without encryption. */
    static Mailbox plain() {
        return new Mailbox(ServerSetup.PROTOCOL_SMTP);
    }

    /** One with encryption from the first byte, and a certificate that nobody trusts. */
    static Mailbox encrypted() {
        return new Mailbox(ServerSetup.PROTOCOL_SMTPS);
    }

    int port() {
        return server.getSmtp() == null
                ? server.getSmtps().getPort()
                : server.getSmtp().getPort();
    }

    List<MimeMessage> messages() {
        return List.of(server.getReceivedMessages());
    }

    /** The settings that lead here, without encryption. */
    Bench lead(Bench bench) {
        return lead(bench, port());
    }

    /** The settings that lead to a port of this machine, without encryption. */
    static Bench lead(Bench bench, int port) {
        return bench.setting("alerts.email.host", "127.0.0.1")
                .setting("alerts.email.port", port)
                .setting("alerts.email.from", "Shop & Co <alerts@shop.example>")
                .setting("alerts.email.to", "ada+alerts@shop.example, bob@shop.example")
                .setting("alerts.email.starttls", false);
    }

    @Override
    public void close() {
        server.stop();
    }
}
