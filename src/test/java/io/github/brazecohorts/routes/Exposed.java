// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.brazecohorts.secrets.Management;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;

/** What a program shows to whoever looks at it: all but its log and its answers. */
final class Exposed {
    /** Where keys and ids may stand: the settings, the source, the state, its working files and the stand-in's journal. */
    private static final String MAY_TELL =
            "application\\.properties|warehouse\\.duckdb.*|data/state\\.duckdb(\\.wal|\\.work/.*|\\.sandbox\\.jsonl)?";

    private Exposed() {}

    /** By the name of the place; without what JMX answers only when it is asked. */
    static Map<String, String> by(Bench bench) throws IOException, JMException {
        Map<String, String> shown = new LinkedHashMap<>(files(bench.folder));
        shown.put("threads", names(Thread.getAllStackTraces().keySet().stream().map(Thread::getName)));
        if (bench.isStarted()) {
            shown.put(
                    "status",
                    new ObjectMapper().writeValueAsString(bench.module().status()));
            shown.put("endpoints", names(bench.context().getEndpoints().stream().map(Object::toString)));
            shown.putAll(Management.attributesOf(ManagementFactory.getPlatformMBeanServer()));
        }
        return shown;
    }

    private static String names(Stream<String> names) {
        return names.collect(Collectors.joining("\n"));
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file -> !folder.relativize(file).toString().matches(MAY_TELL))
                    .toList();
            for (Path file : files) {
                texts.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return texts;
    }
}
