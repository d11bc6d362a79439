// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Metrics, health and logs of the built jar, as machines fetch and read them. */
class WatchingIT extends WholeWay {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String EVERY_SECOND = "* * * * * ?";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void runShowsMetricsAndHealthAndNothingSecret() throws Exception {
        int port = freePort();
        shop.enter("marker-id-1", "marker-id-2");
        try (Sandbox strict = Sandbox.start(SandboxOptions.defaults().withKeys("marker-key-1", "marker-key-2"))) {
            folder.set("braze.instance", strict.endpoint().toString())
                    .set("braze.data-import-key", "marker-key-1")
                    .set("braze.partner-api-key", "marker-key-2")
                    .set("camel.management.port", String.valueOf(port))
                    .set("camel.beans.gone", "#class:com.zaxxer.hikari.HikariDataSource")
                    .set("camel.beans.gone.jdbcUrl", "jdbc:postgresql://127.0.0.1:1/gone")
                    .set("camel.beans.gone.password", "marker-password")
                    .audience("buyers", EVERYBODY, "schedule", EVERY_SECOND)
                    .audience("lost", EVERYBODY, "source", "gone");
            folder.program("run").start();
            soon(() -> figure(port, "braze_cohorts_members{audience=\"buyers\"") == 2);
            assertThat(figure(port, "braze_cohorts_runs_total{audience=\"buyers\",outcome=\"completed\""))
                    .isPositive();
            strict.fault(Fault.answer(401, Map.of(), "{\"message\":\"marker-key-1\"}")
                    .always());
            shop.enter("marker-id-3");
            soon(() -> get(port, "health/ready").body().contains("braze-cohorts-keys"));

            HttpResponse<String> ready = get(port, "health/ready?exposureLevel=full&stackTrace=true&data=true");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("invalid-credentials", "the source gone gives no connection");
            HttpResponse<String> live = get(port, "health/live");
            assertThat(live.statusCode()).as(live.body()).isEqualTo(200);
            assertThat(ready.headers().map().keySet())
                    .as("CORS, for CVE-2026-84176")
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
            assertThat(figure(port, "braze_cohorts_requests_seconds_count{status=\"401\""))
                    .isPositive();
            assertThat(figure(port, "braze_cohorts_requests_hourly_left{")).isBetween(200_000.0, 249_998.0);
            for (String page : List.of(
                    metrics(port),
                    ready.body(),
                    live.body(),
                    get(port, "health").body())) {
                assertThat(page).isNotBlank().doesNotContain("marker");
            }
        }
    }

    @Test
    void schedulesRunAlsoWhereThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            folder.set("camel.management.port", String.valueOf(taken.getLocalPort()))
                    .audience("buyers", EVERYBODY, "schedule", EVERY_SECOND);
            shop.enter("ada");
            Running run = folder.program("run").start();

            soon(() -> braze.members(Folder.cohort("buyers")).contains("ada"));
            assertThat(run.said())
                    .contains("WARN", "127.0.0.1:" + taken.getLocalPort(), "camel.management.port")
                    .doesNotContain("Exception:", "\tat ");
        }
    }

    @Test
    void noOtherCommandOpensThePort() throws Exception {
        int port = freePort();
        folder.set("camel.management.enabled", "true")
                .set("camel.management.host", "127.0.0.1")
                .set("camel.management.port", String.valueOf(port))
                .audience("buyers", EVERYBODY);
        shop.enter("ada");
        HeldRequest held = new HeldRequest();
        braze.fault(Fault.hold(held).onUsers());
        Running sync = folder.program("sync", "buyers").start();
        held.awaitArrival();

        assertThatThrownBy(() -> new Socket(LOOPBACK, port).close()).isInstanceOf(ConnectException.class);

        held.release();
        sync.end().with(0);
    }

    @Test
    void eachLineIsJsonWhereThatIsAskedForAndNamesItsRun() throws Exception {
        folder.audience("buyers", EVERYBODY);
        shop.enter("ada");
        Ended ended = folder.program("sync", "buyers")
                .env("BRAZE_COHORTS_LOG_FORMAT", "json")
                .start()
                .end()
                .with(0);

        List<JsonNode> lines = ended.err().lines().map(WatchingIT::json).toList();
        assertThat(lines)
                .filteredOn(line -> line.path("message").asText().startsWith("buyers completed: "))
                .hasSize(1)
                .allMatch(line -> line.path("audience").asText().equals("buyers")
                        && !line.path("run").asText().isEmpty()
                        && line.path("message")
                                .asText()
                                .endsWith(line.path("run").asText()));
    }

    @Test
    void nothingOfMicrometerIsNeeded() throws Exception {
        Path lean = temp.resolve("lean.jar");
        Files.copy(Program.JAR, lean);
        try (FileSystem jar = FileSystems.newFileSystem(lean)) {
            for (String packages : List.of("/io/micrometer", "/org/apache/camel/component/micrometer")) {
                delete(jar.getPath(packages));
            }
        }
        folder.audience("buyers", EVERYBODY);
        shop.enter("ada");

        folder.program("sync", "buyers").of(lean).start().end().with(0);

        assertThat(braze.members(Folder.cohort("buyers"))).containsExactly("ada");
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        }
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            return free.getLocalPort();
        }
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + port + "/observe/" + path);
        HttpRequest fromAPage = HttpRequest.newBuilder(page)
                .header("Origin", "https://elsewhere.example")
                .build();
        return client.send(fromAPage, HttpResponse.BodyHandlers.ofString());
    }

    private String metrics(int port) throws IOException, InterruptedException {
        return get(port, "metrics").body();
    }

    /** The value of the one line that begins so. */
    private double figure(int port, String beginning) throws IOException, InterruptedException {
        return metrics(port)
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static void soon(Callable<Boolean> claim) {
        await().atMost(120, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(claim);
    }
}
