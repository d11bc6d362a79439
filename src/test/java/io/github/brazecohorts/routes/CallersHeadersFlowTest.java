// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/**
 * What a caller's message carries changes neither where the keys go nor what is read: Camel's components let headers say
 * so (CVE-2026-78164 among others).
 */
class CallersHeadersFlowTest extends OnBench {
    @Test
    void noHeaderOfACallerDecidesWhereTheKeysGo() throws IOException {
        try (Sandbox elsewhere = Sandbox.start(SandboxOptions.defaults())) {
            bench.people("ada");
            bench.start();
            String there = elsewhere.endpoint().toString();
            Exchange answer = bench.run(
                    Bench.PEOPLE,
                    Map.of(),
                    Map.of(
                            Exchange.HTTP_URI,
                            there + "/{{braze.data-import-key}}",
                            Exchange.HTTP_PATH,
                            "/elsewhere",
                            Exchange.HTTP_QUERY,
                            "key={{braze.data-import-key}}",
                            Exchange.HTTP_METHOD,
                            "DELETE",
                            "CamelRestHttpUri",
                            there,
                            "CamelHttpHost",
                            there,
                            "Authorization",
                            "Basic bm90OnlvdXJz",
                            "CamelJdbcParameters",
                            Map.of("external_id", "eve"),
                            "CamelRetrieveGeneratedKeys",
                            true));

            assertThat(answer.getMessage().getBody(Map.class)).containsEntry("status", "completed");
            assertThat(bench.members()).containsExactly("ada");
            assertThat(elsewhere.requests().total()).isZero();
            assertThat(bench.braze.violations()).isEmpty();
        }
    }
}
