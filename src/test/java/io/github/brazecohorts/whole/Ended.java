// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.StreamSupport;

/** How a program ended, and what it wrote. */
record Ended(String command, int code, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Claims the exit code; shows what was said if it is another. */
    Ended with(int expected) {
        assertThat(code).as("exit code of %s%n%s%n%s", command, out, err).isEqualTo(expected);
        return this;
    }

    /** Standard output as JSON: an array, and nothing else. */
    JsonNode json() throws IOException {
        JsonNode array = JSON.readTree(out);
        assertThat(array.isArray()).as("an array: %s", out).isTrue();
        return array;
    }

    /** The object of this audience. */
    JsonNode json(String audience) throws IOException {
        return StreamSupport.stream(json().spliterator(), false)
                .filter(object -> object.path("audience").asText().equals(audience))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing about " + audience + ": " + out));
    }
}
