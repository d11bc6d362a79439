// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.settings;

import java.util.Optional;

/** Finds the value of a setting by its name; resolves whatever functions it is written with. */
@FunctionalInterface
public interface Lookup {
    /**
     * @return the value; empty where the setting is missing, blank where it stands there without a value
     * @throws IllegalArgumentException if it is there and cannot be resolved (an environment variable that is not set)
     * @throws java.io.UncheckedIOException if it stands in a file that cannot be read
     */
    Optional<String> find(String name);
}
