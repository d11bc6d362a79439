// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each request of {@code braze-contract.json} is sent over a real socket and gets the answer that stands beside it. */
class SandboxContractTest {
    private static final SandboxOptions OPTIONS =
            SandboxOptions.defaults().withPartner("amperity").withKeys("import-key", "partner-key");

    private final ContractFile contract = new ContractFile();

    @TestFactory
    Stream<DynamicTest> answersAsTheContractSays() {
        return contract.cases().map(each -> dynamicTest(each.path("case").textValue(), () -> answers(each)));
    }

    @Test
    void everyCaseNamesItsSource() {
        assertThat(contract.cases())
                .hasSizeGreaterThan(40)
                .allSatisfy(each -> assertThat(each.path("source").asText()).matches("(Braze|Segment|sandbox): .+"));
    }

    private void answers(JsonNode each) throws IOException {
        try (Sandbox sandbox = Sandbox.start(OPTIONS)) {
            Caller caller = new Caller(sandbox);
            for (JsonNode given : each.path("given")) {
                assertThat(caller.status(request(caller, contract.request(given.textValue()))))
                        .isEqualTo(201);
            }
            if (each.has("faults")) {
                assertThat(caller.status(caller.post("/sandbox/faults", each.get("faults"))))
                        .isEqualTo(200);
            }
            HttpResponse<String> answer = caller.send(request(caller, each));
            assertThat(answer.statusCode())
                    .as(answer.body())
                    .isEqualTo(each.path("status").intValue());
            assertThat(answer.body()).contains(each.path("message").textValue());
            assertThat(cohorts(caller)).isEqualTo(contract.cohorts(each));
            assertThat(caller.get("/sandbox/requests").path("violations"))
                    .isEqualTo(each.has("violations") ? each.get("violations") : Json.MAPPER.createObjectNode());
        }
    }

    private HttpRequest request(Caller caller, JsonNode each) {
        HttpRequest.Builder request = caller.to(each.path("path").asText(Caller.USERS))
                .method(each.path("method").asText("POST"), HttpRequest.BodyPublishers.ofString(contract.body(each)))
                .header("Content-Type", each.path("contentType").asText("application/json"));
        each.path("headers")
                .fields()
                .forEachRemaining(header ->
                        request.header(header.getKey(), header.getValue().textValue()));
        return request.build();
    }

    private static JsonNode cohorts(Caller caller) throws IOException {
        ObjectNode cohorts = Json.MAPPER.createObjectNode();
        for (JsonNode cohort : caller.get("/sandbox/cohorts?members=true")) {
            ObjectNode shown = cohorts.putObject(cohort.path("cohort_id").textValue());
            shown.set("name", cohort.get("name"));
            ContractFile.KINDS.forEach(kind -> shown.set(kind, cohort.get(kind)));
        }
        return cohorts;
    }
}
