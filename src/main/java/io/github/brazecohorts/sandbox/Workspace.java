// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.io.IOException;
import java.util.function.Function;

/** Where the cohorts live. Safe for threads. */
interface Workspace {
    /**
     * Applies an accepted request.
     *
     * @return whether its cohort has a name
     * @throws IOException if it could not be kept; nothing was applied then
     */
    boolean accept(CohortEntry entry) throws IOException;

    /** Reads the cohorts as they stand; the reading must copy what it takes away. */
    <T> T show(Function<Cohorts, T> reading) throws IOException;
}
