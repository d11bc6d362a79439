// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    private Sandbox sandbox;
    private Caller caller;

    @AfterEach
    void close() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private void start(SandboxOptions options) throws IOException {
        sandbox = Sandbox.start(options);
        caller = new Caller(sandbox);
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws IOException {
        start(SandboxOptions.defaults());
        assertThat(sandbox.endpoint()).hasScheme("http").hasHost("127.0.0.1").hasPort(sandbox.port());
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
        assumeThat(others).isNotEmpty();
        for (InetAddress other : others) {
            try (Socket socket = new Socket()) {
                assertThatExceptionOfType(ConnectException.class)
                        .isThrownBy(() -> socket.connect(new InetSocketAddress(other, sandbox.port()), 2_000));
            }
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        start(SandboxOptions.defaults());
        assertThatIOException()
                .isThrownBy(() -> Sandbox.start(SandboxOptions.defaults().withPort(sandbox.port())));
    }

    @Test
    void acceptsAnyKeyAndPartnerByDefault() throws IOException {
        start(SandboxOptions.defaults());
        assertThat(caller.status(caller.naming("c", "n"))).isEqualTo(201);
    }

    @Test
    void silentlyLeavesOutWhoHasNoProfile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("profiles.txt"), "a\n\nb\r\n");
        start(SandboxOptions.defaults().withProfilesFrom(file));
        caller.send(caller.naming("c", "n"));
        assertThat(caller.status(caller.adding("c", "a", "b", "stranger"))).isEqualTo(201);
        assertThat(sandbox.members("c")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void doesNotMakeUpForAProfileThatAppearsLater() throws IOException {
        start(SandboxOptions.defaults().withProfiles(Set.of("a")));
        caller.send(caller.naming("c", "n"));
        caller.send(caller.adding("c", "a", "late"));
        assertThat(caller.status(caller.post("/sandbox/profiles", List.of("a", "late"))))
                .isEqualTo(200);
        assertThat(sandbox.members("c")).containsExactly("a");
        caller.send(caller.adding("c", "late", "never"));
        assertThat(sandbox.members("c")).containsExactlyInAnyOrder("a", "late");
        assertThat(caller.status(caller.post("/sandbox/profiles", null))).isEqualTo(200);
        caller.send(caller.adding("c", "never"));
        assertThat(sandbox.members("c")).containsExactlyInAnyOrder("a", "late", "never");
    }

    @Test
    void limitsTheRequestsOfAWindow() throws IOException {
        start(SandboxOptions.defaults().withLimit(3, Duration.ofSeconds(3)));
        Instant begin = Instant.now();
        for (String id : List.of("a", "b", "d")) {
            assertThat(caller.status(caller.adding("c", id))).isEqualTo(201);
        }
        HttpResponse<String> answer = caller.send(caller.adding("c", "e"));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(header(answer, "X-RateLimit-Limit")).isEqualTo(3);
        assertThat(header(answer, "X-RateLimit-Remaining")).isZero();
        assertThat(header(answer, "X-RateLimit-Retry-After")).isBetween(1L, 3L);
        assertThat(header(answer, "X-RateLimit-Reset"))
                .isBetween(begin.getEpochSecond() + 3, begin.getEpochSecond() + 7);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(caller.status(caller.adding("c", "e"))).isEqualTo(201));
    }

    private static long header(HttpResponse<String> answer, String name) {
        return Long.parseLong(answer.headers().firstValue(name).orElseThrow());
    }

    @Test
    void showsCohortsWithoutAndWithMembers() throws IOException {
        start(SandboxOptions.defaults());
        caller.send(caller.naming("c d", "High Value"));
        caller.send(caller.adding("c d", "b", "a"));
        caller.send(caller.naming("e", "Empty"));
        assertThat(caller.get("/sandbox/cohorts")).hasSize(2);
        JsonNode shown = caller.get("/sandbox/cohorts?cohort_id=c+d").get(0);
        assertThat(shown.path("name").textValue()).isEqualTo("High Value");
        assertThat(shown.path("size").intValue()).isEqualTo(2);
        assertThat(shown.has("user_ids")).isFalse();
        JsonNode members =
                caller.get("/sandbox/cohorts?cohort_id=c%20d&members=true").get(0);
        assertThat(members.path("user_ids")).hasToString("[\"a\",\"b\"]");
    }

    @Test
    void showsRequestsWithoutKeysAndIds() throws IOException {
        start(SandboxOptions.defaults());
        caller.send(caller.naming("c", "n"));
        caller.send(caller.adding("c", "a-person", "b-person"));
        caller.send(caller.removing("c", "a-person"));
        caller.send(caller.post("/users/track", List.of()));
        JsonNode requests = caller.get("/sandbox/requests");
        assertThat(requests.path("total").intValue()).isEqualTo(4);
        assertThat(requests.path("by_path")).hasToString("{\"name\":1,\"other\":1,\"users\":2}");
        assertThat(requests.path("by_status")).hasToString("{\"201\":3,\"404\":1}");
        assertThat(requests.path("violations")).isEmpty();
        assertThat(requests.at("/last/1/ids").intValue()).isEqualTo(2);
        assertThat(requests.at("/last/1/operation").textValue()).isEqualTo("add");
        assertThat(requests.at("/last/2/operation").textValue()).isEqualTo("remove");
        assertThat(requests.toString()).doesNotContain("-person", "import-key", "partner-key");
        assertThat(sandbox.requests().total()).isEqualTo(4);
    }

    @Test
    void hidesKeysInItsOptions() {
        SandboxOptions options = SandboxOptions.defaults().withKeys("import-key", "partner-key");
        assertThat(options.toString()).doesNotContain("import-key", "partner-key");
    }
}
