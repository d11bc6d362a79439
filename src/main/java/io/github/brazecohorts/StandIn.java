// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/** The Braze stand-in of this process, begun at its first use. */
final class StandIn implements AutoCloseable {
    private final Path journal;
    private Sandbox begun;

    /** @param journal where it keeps its cohorts */
    StandIn(Path journal) {
        this.journal = journal;
    }

    synchronized URI endpoint() {
        if (begun == null) {
            try {
                begun = Sandbox.start(SandboxOptions.defaults().withJournal(journal));
            } catch (IOException e) {
                throw new UncheckedIOException("the stand-in cannot be started", e);
            }
        }
        return begun.endpoint();
    }

    @Override
    public synchronized void close() {
        if (begun != null) {
            begun.close();
        }
    }
}
