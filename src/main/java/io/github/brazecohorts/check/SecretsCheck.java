// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds secrets that stand in the settings file in plain text. Their values are never told. */
public final class SecretsCheck {
    private static final String CHECK = "secrets";
    private static final Pattern KEY = Pattern.compile("braze\\..*(?:data-import-key|partner-api-key)");
    private static final Pattern PASSWORD = Pattern.compile("(?i).*\\.password");
    private static final Pattern PASSWORD_IN_ADDRESS = Pattern.compile("(?i)jdbc:.*[?&;]password=(?!\\{\\{).+");

    /** Wholly a function, such as {@code {{env:NAME}}}; not one that brings a default along. */
    private static final Pattern FUNCTION = Pattern.compile("\\{\\{(?!(?:env|sys):[^:}]*:)[^{}]+}}");

    private final Path file;

    /** @param file the settings file in use */
    public SecretsCheck(Path file) {
        this.file = file;
    }

    /** A warning for each secret, or that there is none; nothing where there is no such file. */
    public List<Finding> findings() {
        if (!Files.isReadable(file)) {
            return List.of();
        }
        try {
            List<Finding> found = of(written());
            return found.isEmpty()
                    ? List.of(Finding.ok(CHECK, file.getFileName().toString(), "holds no secret in plain text"))
                    : found;
        } catch (IOException | IllegalArgumentException unreadable) {
            return List.of(Finding.warning(
                    CHECK,
                    file.getFileName().toString(),
                    "could not be searched for secrets",
                    "See whether it is a properties file."));
        }
    }

    private static List<Finding> of(SortedMap<String, String> settings) {
        List<Finding> found = new ArrayList<>();
        settings.forEach((setting, value) -> {
            if (isPlain(setting, value)) {
                found.add(Finding.warning(CHECK, setting, "holds a secret in plain text", remedy(setting, value)));
            }
        });
        return found;
    }

    /** The settings as they are written, their functions not resolved. Names are ASCII, and values are not shown. */
    private SortedMap<String, String> written() throws IOException {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            properties.load(text);
        }
        SortedMap<String, String> settings = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> settings.put(name, properties.getProperty(name).strip()));
        return settings;
    }

    private static boolean isPlain(String setting, String value) {
        boolean secret =
                KEY.matcher(setting).matches() || PASSWORD.matcher(setting).matches();
        return secret && !value.isEmpty() && !FUNCTION.matcher(value).matches()
                || PASSWORD_IN_ADDRESS.matcher(value).matches();
    }

    private static String remedy(String setting, String value) {
        if (PASSWORD_IN_ADDRESS.matcher(value).matches()) {
            return "Take the password out of the address, and put it into an environment variable (password = {{env:NAME}}).";
        }
        String variable = variable(setting);
        return "Put it into the environment variable " + variable + ", and write here: {{env:" + variable + "}}.";
    }

    /** For a bean only its last words, as the setting's whole name would be long. */
    private static String variable(String setting) {
        return SettingsCheck.variable(setting.replaceFirst("^camel\\.beans\\.", ""));
    }
}
