// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How a text may be written by those who pass it on. */
final class Guises {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonMapper ASCII = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII, JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .build();

    private Guises() {}

    static Stream<String> of(String text) {
        return Stream.concat(
                Stream.of(
                        text,
                        json(JSON, text),
                        json(ASCII, text),
                        xml(text),
                        url(text),
                        url(text).toLowerCase()),
                IntStream.range(0, 3).boxed().flatMap(offset -> base64(text, offset)));
    }

    private static String json(JsonMapper mapper, String text) {
        try {
            String quoted = mapper.writeValueAsString(text);
            return quoted.substring(1, quoted.length() - 1);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text is always JSON", e);
        }
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("'", "&apos;");
    }

    private static String url(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Behind so many other bytes, without the characters that depend on what stands around it. */
    private static Stream<String> base64(String text, int offset) {
        byte[] bytes = (" ".repeat(offset) + text).getBytes(StandardCharsets.UTF_8);
        int before = offset == 0 ? 0 : offset + 1;
        return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                .map(encoder -> encoder.withoutPadding().encodeToString(bytes))
                .map(encoded -> encoded.substring(before, encoded.length() - 1));
    }
}
