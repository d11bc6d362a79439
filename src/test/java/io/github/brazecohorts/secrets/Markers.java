// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.secrets;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keys and ids that stand out, with characters that JSON, XML and addresses write differently. A text that holds eleven
 * characters of one in a row, in whatever guise, tells it.
 */
public final class Markers {
    public static final String DATA_IMPORT_KEY = "Xq7/vK+w\"Z3=uV%9&tR8yN2mL4jBx5vC1pH6";
    public static final String PARTNER_API_KEY = "Yp5/gB+d\"H6=jF%1&sC8kW3zQ0nTg7bD2wE9";
    public static final String PASSWORD = "Wn4/cT+e\"J8=hM%2&rP6bX9fD1vGh8sA3kZ7";

    /** Ids as people have them: plain, with quotes, with what addresses are made of, beyond the basic plane. */
    public static final List<String> IDS = List.of(
            "qz7plain_vk93hf61",
            "qx8'quo\"ted\\vj41hd05",
            "qy6/sla+sh?vh=52&x%2Fhs",
            "qw5\uD83D\uDE00emo\uD83E\uDD8Aji_vg63");

    private static final Blocks BLOCKS = new Blocks(named().entrySet().stream()
            .flatMap(marker -> Guises.of(marker.getValue()).map(guise -> Map.entry(guise, marker.getKey()))));

    private Markers() {}

    private static Map<String, String> named() {
        Map<String, String> named = new TreeMap<>(Map.of(
                "the Data Import Key",
                DATA_IMPORT_KEY,
                "the partner API key",
                PARTNER_API_KEY,
                "the password",
                PASSWORD));
        IDS.forEach(id -> named.put("the id " + id.substring(0, 3), id));
        return named;
    }

    /** All of them in one text, as a careless answer would repeat them. */
    public static String all() {
        return Stream.concat(Stream.of(DATA_IMPORT_KEY, PARTNER_API_KEY), IDS.stream())
                .collect(Collectors.joining(" "));
    }

    /** What the text tells that it must not, and the words around it; empty if nothing. */
    public static Optional<String> in(String text) {
        return BLOCKS.find(text);
    }
}
