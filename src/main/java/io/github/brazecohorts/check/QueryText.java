// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.SourceException;

/** Finds the SQL of an audience. */
@FunctionalInterface
public interface QueryText {
    /** @throws SourceException if it stands in a file that cannot be read */
    String of(Audience audience) throws SourceException;
}
