// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.settings.Settings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** What is written in the properties of a Camel context, wherever it has them from. */
record WrittenSettings(CamelContext context) {
    /** What a setting stands for; with a question mark it may be missing. */
    private static final Pattern REQUIRED = Pattern.compile("\\{\\{[^?{}][^{}]*}}");

    /** A setting stands for a variable, or for another setting, that is not there. The message may be shown. */
    static final class MissingException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        MissingException(String placeholder) {
            super("it stands for " + placeholder + ", which is not there");
        }
    }

    /** @throws io.github.brazecohorts.settings.SettingsException with every mistake in the settings */
    Settings read(Path home) {
        return Settings.read(this::asWritten, names(), home);
    }

    /** Empty where nothing is written. */
    Optional<String> text(String name) {
        return asWritten(name).filter(value -> !value.isEmpty());
    }

    /** @throws MissingException if it stands for something that is not there; Camel would take it for not written */
    private Optional<String> asWritten(String name) {
        Optional<String> value = context.getPropertiesComponent().resolveProperty(name);
        if (value.isEmpty()) {
            requireNothing(name);
        }
        return value.map(String::strip);
    }

    private void requireNothing(String name) {
        String raw =
                context.getPropertiesComponent().loadProperties(name::equals).getProperty(name, "");
        Matcher required = REQUIRED.matcher(raw);
        if (required.find()) {
            throw new MissingException(required.group());
        }
    }

    /** The names of our settings that are written somewhere; those that only environment variables have are not told. */
    private Collection<String> names() {
        Stream<String> camels =
                context.getPropertiesComponent().loadProperties(name -> true).stringPropertyNames().stream();
        return Stream.concat(camels, SpringSettings.names(context))
                .filter(name -> name.startsWith("braze.") || name.startsWith("state."))
                .collect(Collectors.toSet());
    }
}
