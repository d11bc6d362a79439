// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.host;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/** What the README's section about hosts shows, to be used as it stands there. */
final class Readme {
    private static final String SECTION = "\n## In a host\n";

    private Readme() {}

    /** Our files, as the line to paste names them. */
    static List<String> routeFiles() throws IOException {
        String pattern = properties("routes-include-pattern").getProperty("camel.main.routes-include-pattern");
        return Arrays.stream(pattern.split(","))
                .filter(file -> file.startsWith("classpath:braze-cohorts/"))
                .toList();
    }

    static Properties properties(String about) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(block("properties", about)));
        return properties;
    }

    /** The first block in this language that is about something. */
    static String block(String language, String about) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String section = readme.substring(readme.indexOf(SECTION) + SECTION.length());
        return Pattern.compile("(?s)```" + language + "\\R(.*?)```")
                .matcher(section.substring(0, section.indexOf("\n## ")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(about))
                .findFirst()
                .orElseThrow();
    }
}
