// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.channel;

import jakarta.mail.PasswordAuthentication;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.mail.MailAuthenticator;

/**
 * The login at the mail server, from the settings {@code alerts.email.username} and {@code alerts.email.password}; none
 * where they are missing. The route names this class, so that the password stands in no endpoint, and that nobody needs
 * camel-mail who sends no e-mail.
 */
public final class MailLogin extends MailAuthenticator implements CamelContextAware {
    private CamelContext context;

    @Override
    public PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(setting("alerts.email.username"), setting("alerts.email.password"));
    }

    private String setting(String name) {
        return context.getPropertiesComponent()
                .resolveProperty(name)
                .filter(value -> !value.isBlank())
                .orElse(null);
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
    }
}
