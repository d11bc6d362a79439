// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Parameters;
import io.github.brazecohorts.braze.Answer;
import io.github.brazecohorts.braze.Instance;
import io.github.brazecohorts.braze.Keys;
import io.github.brazecohorts.braze.Workspace;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCheckTest {
    private static final Audience BUYERS =
            new Parameters("buyers", Map.of("cohortName", "Buyers", "query", "SELECT 1"), Set.of("default")).audience();

    @ParameterizedTest
    @CsvSource({
        "200, OK, US-03 takes both keys of partner shop",
        "401, REFUSED, Braze refuses the keys of workspace emea (401)",
        "400, WARNING, 'Braze read the request but did not take it (400), which says nothing against the keys'",
        "413, WARNING, 'Braze read the request but did not take it (413), which says nothing against the keys'",
        "423, WARNING, could not be tested now: Braze is busy (423)",
        "429, WARNING, could not be tested now: Braze is busy (429)",
        "408, PROBLEM, Braze cannot be reached (408)",
        "500, PROBLEM, Braze cannot be reached (500)",
        "404, PROBLEM, Braze answered something that is not known (404)",
        "302, PROBLEM, Braze answered something that is not known (302)"
    })
    void judgesByWhatBrazeAnswers(int status, Verdict verdict, String what) {
        Finding finding = answered(status, Map.of(), "{\"message\":\"the-secret\"}");

        assertThat(finding.verdict()).isEqualTo(verdict);
        assertThat(finding.what()).isEqualTo(what);
        assertThat(finding.toString()).doesNotContain("the-secret");
    }

    @Test
    void aWaitThatBrazeNamesIsNoProblemOfTheSetUp() {
        assertThat(answered(503, Map.of("Retry-After", "30"), "").verdict()).isEqualTo(Verdict.WARNING);
        assertThat(answered(503, Map.of("Retry-After", "7200"), "").what())
                .isEqualTo("could not be tested now: Braze asked to wait 120 minutes (503)");
    }

    @Test
    void aPartnerThatIsNotEnabledIsARefusal() {
        Finding finding = answered(401, Map.of(), "Partner not enabled for client with client secret: the-secret");

        assertThat(finding.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(finding.what()).isEqualTo("Braze has not enabled shop for workspace emea (401)");
        assertThat(finding.toString()).doesNotContain("the-secret");
    }

    @Test
    void aHostThatIsNotBrazesIsARefusal() {
        Finding finding = broken(new UnknownHostException("rest.iad-03.braze.com"));

        assertThat(finding.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(finding.what()).isEqualTo("The Braze instance US-03 is not where it should be: the host is unknown");
    }

    @Test
    void aLineThatBreaksIsAProblem() {
        assertThat(broken(new ConnectException("refused")))
                .extracting(Finding::verdict, Finding::what)
                .containsExactly(Verdict.PROBLEM, "Braze cannot be reached: no connection: nobody listens there");
        assertThat(broken((IOException) new SSLHandshakeException("no").initCause(new CertificateException("expired")))
                        .what())
                .startsWith("The certificate of rest.iad-03.braze.com cannot be trusted");
    }

    @Test
    void theStepsAreThoseOfTheAlertButForTheRun() {
        assertThat(answered(401, Map.of(), "").remedy())
                .contains(
                        "BRAZE_WORKSPACES_EMEA_DATA_IMPORT_KEY",
                        "BRAZE_WORKSPACES_EMEA_PARTNER_API_KEY",
                        "dashboard-03.braze.com is US-03")
                .doesNotContain("sync buyers");
    }

    @Test
    void theStandInIsNotAsked() {
        List<Audience> asked = new ArrayList<>();

        Finding finding = new KeyCheck(asked::add).of(workspace("sandbox"), BUYERS);

        assertThat(finding.verdict()).isEqualTo(Verdict.OK);
        assertThat(finding.what()).startsWith("the local stand-in takes any keys");
        assertThat(asked).isEmpty();
    }

    @Test
    void aRouteThatIsGoneIsAProblem() {
        Finding finding = check(audience -> {
            throw new IllegalArgumentException("direct:braze-key-check");
        });

        assertThat(finding.verdict()).isEqualTo(Verdict.PROBLEM);
        assertThat(finding.what()).isEqualTo("no request could be made (unexpected failure: IllegalArgumentException)");
        assertThat(finding.remedy()).contains("braze-key-check");
    }

    private static Finding answered(int status, Map<String, String> headers, String body) {
        return check(audience -> Answer.check(status, headers::get, body, Instant.now()));
    }

    private static Finding broken(IOException line) {
        return check(audience -> {
            throw Answer.missing(line);
        });
    }

    private static Finding check(KeyRequest request) {
        Finding finding = new KeyCheck(request).of(workspace("US-03"), BUYERS);
        assertThat(finding.check()).isEqualTo("keys");
        assertThat(finding.subject()).isEqualTo("emea");
        return finding;
    }

    private static Workspace workspace(String instance) {
        return new Workspace(
                "emea",
                Instance.parse(instance),
                () -> URI.create("https://rest.iad-03.braze.com"),
                "shop",
                () -> new Keys("the-secret", "the-secret"),
                "shop-",
                1,
                2,
                1,
                OptionalInt.empty(),
                Duration.ZERO);
    }
}
