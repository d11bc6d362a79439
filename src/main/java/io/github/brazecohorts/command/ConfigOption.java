// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which settings file is used. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings file (default: application.properties in this folder)")
    private Path file = Path.of("application.properties");

    Path file() {
        return file.toAbsolutePath().normalize();
    }
}
