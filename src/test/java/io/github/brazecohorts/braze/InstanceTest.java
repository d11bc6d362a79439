// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceTest {
    /** Transcribed by hand from Braze's pages, not from the class. */
    @ParameterizedTest
    @CsvSource(textBlock = """
        US-01, rest.iad-01.braze.com, dashboard-01.braze.com
        US-02, rest.iad-02.braze.com, dashboard-02.braze.com
        US-03, rest.iad-03.braze.com, dashboard-03.braze.com
        US-04, rest.iad-04.braze.com, dashboard-04.braze.com
        US-05, rest.iad-05.braze.com, dashboard-05.braze.com
        US-06, rest.iad-06.braze.com, dashboard-06.braze.com
        US-07, rest.iad-07.braze.com, dashboard-07.braze.com
        US-08, rest.iad-08.braze.com, dashboard-08.braze.com
        US-10, rest.us-10.braze.com, dashboard.us-10.braze.com
        EU-01, rest.fra-01.braze.eu, dashboard-01.braze.eu
        EU-02, rest.fra-02.braze.eu, dashboard-02.braze.eu
        AU-01, rest.au-01.braze.com, dashboard.au-01.braze.com
        JP-01, rest.jp-01.braze.com, dashboard.jp-01.braze.com
        ID-01, rest.id-01.braze.com, dashboard.id-01.braze.com
        KR-01, rest.kr-01.braze.com, dashboard.kr-01.braze.com
        """)
    void knowsBrazesTable(String name, String restHost, String dashboard) {
        URI endpoint = URI.create("https://" + restHost);

        assertThat(Instance.parse(name).endpoint()).contains(endpoint);
        assertThat(Instance.parse(name).name()).isEqualTo(name);
        assertThat(Instance.parse("https://" + dashboard)).isEqualTo(Instance.parse(name));
        assertThat(Instance.parse("https://" + restHost).endpoint()).contains(endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us-03",
                "  US-03 ",
                "https://dashboard-03.braze.com",
                "https://dashboard-03.braze.com/",
                "http://dashboard-03.braze.com",
                "HTTPS://Dashboard-03.Braze.COM",
                "https://dashboard-03.braze.com:443/",
                "https://dashboard-03.braze.com/engagement/segments/5f3a",
                "dashboard-03.braze.com",
                " dashboard-03.braze.com/dashboard "
            })
    void takesWhatPeopleKnowOfTheirInstance(String spelling) {
        assertThat(Instance.parse(spelling).name()).isEqualTo("US-03");
        assertThat(Instance.parse(spelling).endpoint()).contains(URI.create("https://rest.iad-03.braze.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest.iad-03.braze.com",
                "REST.iad-03.braze.com/",
                "https://rest.iad-03.braze.com",
                "https://rest.iad-03.braze.com/",
                "Https://Rest.IAD-03.braze.com"
            })
    void takesTheRestHostAsTheDashboardShowsIt(String spelling) {
        assertThat(Instance.parse(spelling).endpoint()).contains(URI.create("https://rest.iad-03.braze.com"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        https://rest.us-11.braze.com, https://rest.us-11.braze.com
        https://rest.us-11.braze.com/, https://rest.us-11.braze.com
        https://rest.US-11.braze.com:8443, https://rest.us-11.braze.com:8443
        https://proxy.example.org, https://proxy.example.org
        http://127.0.0.1:8080, http://127.0.0.1:8080
        http://127.1.2.3, http://127.1.2.3
        http://localhost:8080/, http://localhost:8080
        http://[::1]:8080, http://[::1]:8080
        https://[::1], https://[::1]
        """)
    void takesAnEndpointThatTheTableLacks(String written, URI endpoint) {
        Instance instance = Instance.parse(written);

        assertThat(instance.endpoint()).contains(endpoint);
        assertThat(instance.name()).isEqualTo(endpoint.toString());
        assertThat(instance.isSandbox()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox", "Sandbox", " SANDBOX "})
    void takesTheWordForTheStandIn(String word) {
        Instance instance = Instance.parse(word);

        assertThat(instance.isSandbox()).isTrue();
        assertThat(instance.name()).isEqualTo("sandbox");
        assertThat(instance.endpoint()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://rest.iad-09.braze.com",
                "http://10.0.0.1:8080",
                "http://127.0.0.1.example.org",
                "http://localhost.example.org",
                "http://0.0.0.0"
            })
    void refusesPlainHttpOutsideOfLoopback(String address) {
        assertThatThrownBy(() -> Instance.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be an https address: plain http is for loopback addresses only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dashboard-99.braze.com",
                "https://dashboard-09.braze.com/app/segments",
                "dashboard-09.braze.com",
                "http://dashboard-09.braze.com",
                "https://dashboard.us-11.braze.com"
            })
    void refusesAnUnknownDashboardAndAsksForTheEndpoint(String address) {
        assertThatThrownBy(() -> Instance.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is the dashboard of an instance that is not in our table")
                .hasMessageContaining("give its REST endpoint instead");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "US-09",
                "US 03",
                "EU",
                "https://",
                "https:///path",
                "https://user:hunter2@rest.iad-03.braze.com",
                "https://hunter2@dashboard-03.braze.com",
                "user@rest.iad-03.braze.com",
                "https://rest.iad-03.braze.com?key=hunter2",
                "https://dashboard-03.braze.com/x?key=hunter2",
                "https://rest.iad-03.braze.com#fragment",
                "https://rest.iad-03.braze.com/partners",
                "https://rest.iad-03.braze.com:port",
                "https://rest_iad.braze.com",
                "https://[2001:db8::1]",
                "ftp://rest.iad-03.braze.com",
                "file:/etc/passwd",
                "proxy.example.org",
                "https://a b"
            })
    void refusesEverythingElseAndSaysWhatIsAllowed(String other) {
        assertThatThrownBy(() -> Instance.parse(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be one of AU-01, EU-01, EU-02, ID-01, JP-01, KR-01, US-01,")
                .hasMessageContaining("https://dashboard-03.braze.com")
                .hasMessageContaining("https://rest.iad-03.braze.com")
                .hasMessageContaining("sandbox")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void bindsTheMemoryToTheEndpointAndForTheStandInToItsWord() {
        assertThat(workspace("US-03").identity()).isEqualTo("https://rest.iad-03.braze.com");
        assertThat(workspace("https://dashboard-03.braze.com").identity())
                .isEqualTo(workspace("https://rest.iad-03.braze.com").identity());
        assertThat(workspace("sandbox").identity()).isEqualTo("sandbox");
    }

    @Test
    void makesTheAddressesOfThePartner() {
        assertThat(workspace("US-03").cohortsUri())
                .isEqualTo("https://rest.iad-03.braze.com/partners/amperity/cohorts");
        assertThat(workspace("US-03").usersUri())
                .isEqualTo("https://rest.iad-03.braze.com/partners/amperity/cohorts/users");
        assertThat(workspace("US-03")).hasToString("default (US-03, partner amperity)");
    }

    private static Workspace workspace(String written) {
        Instance instance = Instance.parse(written);
        return new Workspace(
                "default",
                instance,
                () -> instance.endpoint().orElse(URI.create("http://127.0.0.1:4711")),
                "amperity",
                () -> new Keys("partner-key", "client-secret"),
                "amperity-",
                1000,
                250_000,
                16,
                OptionalInt.empty(),
                Duration.ofMinutes(15));
    }
}
