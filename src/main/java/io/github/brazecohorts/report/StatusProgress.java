// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows to {@code status} how far a run has come. */
public record StatusProgress(StatusFile file) implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger(StatusProgress.class);

    @Override
    public void at(String audience, String stage, long done, long total) {
        try {
            file.running(audience, stage, done, total);
        } catch (IOException e) {
            LOG.warn("the status cannot be written beside the state, the run goes on: {}", e.getMessage());
        }
    }
}
