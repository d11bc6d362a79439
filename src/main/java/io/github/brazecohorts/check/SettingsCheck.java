// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says of each mistake in the settings where it is put right. */
public final class SettingsCheck {
    private static final String CHECK = "settings";
    private static final Pattern SETTING = Pattern.compile("((?:braze|state)\\.[a-z.-]+) ");

    private static final Pattern UNKNOWN = Pattern.compile("((?:braze|state)\\.\\S+) (is not a setting;.*)");

    private final String file;

    /** @param file the settings file in use */
    public SettingsCheck(Path file) {
        this.file = file.getFileName().toString();
    }

    /** Nothing is wrong: the program starts with these settings. */
    public Finding sound() {
        return Finding.ok(CHECK, file, "can be read, and every setting is sound");
    }

    /**
     * Why the program does not start.
     *
     * @param problems each as a line that says what is wrong
     */
    public List<Finding> findings(List<String> problems) {
        return problems.stream().map(this::finding).toList();
    }

    private Finding finding(String problem) {
        String line = problem.lines().map(String::strip).reduce("", (all, next) -> (all + " " + next).strip());
        Matcher unknown = UNKNOWN.matcher(line);
        if (unknown.matches()) {
            String name = unknown.group(1);
            return Finding.problem(
                    CHECK,
                    name,
                    unknown.group(2),
                    "Rename or delete it in " + file + "; if it comes from the environment, unset " + variable(name)
                            + ".");
        }
        Matcher setting = SETTING.matcher(line);
        if (!setting.lookingAt()) {
            return Finding.problemSaying(CHECK, file, line, "Put it right in " + file + " or in routes/ beside it.");
        }
        String name = setting.group(1);
        return Finding.problem(
                CHECK,
                name,
                line.substring(setting.end()),
                "Write it into " + file + ", or into the environment variable " + variable(name) + ".");
    }

    /** The environment variable that wins over the file. */
    static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
