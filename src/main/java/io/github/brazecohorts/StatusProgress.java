// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.report.Progress;
import io.github.brazecohorts.report.StatusFile;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Shows to {@code status} how far a run has come. */
record StatusProgress(StatusFile file) implements Progress {
    @Override
    public void at(String audience, String stage, long done, long total) {
        try {
            file.running(audience, stage, done, total);
        } catch (IOException e) {
            throw new UncheckedIOException("the status cannot be written beside the state", e);
        }
    }
}
