// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Makes an attempt exactly one request: the HTTP client repeats a POST on 429 and 503 by itself otherwise, unseen and
 * unpaced. Nor does it follow a redirect with the keys, keep anything between requests, or read an answer without end.
 */
public final class OneRequest implements HttpClientConfigurer {
    private final Duration patience;

    /** Lets an answer come in for a minute. */
    public OneRequest() {
        this(Duration.ofMinutes(1));
    }

    OneRequest(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .addExecInterceptorBefore(
                        ChainElement.MAIN_TRANSPORT.name(), "short-answer", new ShortAnswer(patience));
    }
}
