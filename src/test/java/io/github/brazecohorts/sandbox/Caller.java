// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Calls a sandbox over a real socket. */
final class Caller {
    static final String USERS = "/partners/amperity/cohorts/users";
    static final String NAME = "/partners/amperity/cohorts";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI endpoint;

    Caller(Sandbox sandbox) {
        this.endpoint = sandbox.endpoint();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(endpoint.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest post(String path, Object body) {
        return to(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                .build();
    }

    HttpRequest naming(String cohort, String name) {
        return post(
                NAME,
                Map.of(
                        "partner_api_key", "partner-key",
                        "client_secret", "import-key",
                        "cohort_id", cohort,
                        "name", name,
                        "created_at", "2026-11-24T06:00:00Z"));
    }

    HttpRequest adding(String cohort, String... ids) {
        return change(cohort, false, List.of(ids));
    }

    HttpRequest removing(String cohort, String... ids) {
        return change(cohort, true, List.of(ids));
    }

    HttpRequest change(String cohort, boolean remove, List<String> ids) {
        return post(
                USERS,
                Map.of(
                        "partner_api_key",
                        "partner-key",
                        "client_secret",
                        "import-key",
                        "cohort_id",
                        cohort,
                        "cohort_changes",
                        List.of(Map.of("user_ids", ids, "should_remove", remove))));
    }

    int status(HttpRequest request) throws IOException {
        return send(request).statusCode();
    }

    JsonNode get(String path) throws IOException {
        return Json.MAPPER.readTree(send(to(path).GET().build()).body());
    }
}
