// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.settings.Settings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** What is written in the properties of a Camel context, wherever it has them from. */
record WrittenSettings(CamelContext context) {
    /** @throws io.github.brazecohorts.settings.SettingsException with every mistake in the settings */
    Settings read(Path home) {
        return Settings.read(this::asWritten, names(), home);
    }

    /** Empty where nothing is written. */
    Optional<String> text(String name) {
        return asWritten(name).filter(value -> !value.isEmpty());
    }

    private Optional<String> asWritten(String name) {
        return context.getPropertiesComponent().resolveProperty(name).map(String::strip);
    }

    /** The names of our settings that are written somewhere; those that only the environment knows are not told. */
    private Collection<String> names() {
        return context.getPropertiesComponent()
                .loadProperties(name -> name.startsWith("braze.") || name.startsWith("state."))
                .stringPropertyNames();
    }
}
