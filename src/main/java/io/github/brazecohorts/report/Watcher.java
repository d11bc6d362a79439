// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import java.time.Duration;

/** Is told what runs and requests came to, for figures that machines read. For several threads. */
public interface Watcher {
    /** In the place of a status: the line broke, or there was no answer in time. */
    int NO_ANSWER = 0;

    /** Where nobody watches. */
    Watcher NOBODY = new Watcher() {
        @Override
        public void ended(RunReport report) {}

        @Override
        public void answered(String workspace, int status, Duration took) {}
    };

    /** A run came to its end. */
    void ended(RunReport report);

    /**
     * A request came to its end.
     *
     * @param status that of the answer, or {@link #NO_ANSWER}
     */
    void answered(String workspace, int status, Duration took);
}
