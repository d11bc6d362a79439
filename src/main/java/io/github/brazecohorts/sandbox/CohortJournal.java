// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Cohorts that are kept in a file and shared by all sandboxes that name it, in this process and in others. Each keeps
 * a copy in memory; under the lock, it first reads what the others appended since, then appends its own line. A file
 * that was written anew, or deleted, shows by its generation and is read from the beginning.
 */
final class CohortJournal implements Workspace {
    /** A journal is written anew at the start when it holds so many times more than what is alive. */
    private static final int SLACK = 4;

    /** Below so many ids it is never written anew. */
    private static final int SMALL = 10_000;

    private final JournalFile file;
    private final JournalLock lock;
    private final Cohorts cohorts = new Cohorts();
    private String generation = "";
    private long position;

    CohortJournal(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        this.file = new JournalFile(path);
        this.lock = new JournalLock(path);
        lock.hold(() -> begin(path));
    }

    private Void begin(Path path) throws IOException {
        file.sweep();
        try (FileChannel channel = file.open()) {
            PrivateFile.close(path);
            catchUp(channel);
        }
        if (cohorts.applied() > SMALL + SLACK * cohorts.alive()) {
            file.write(cohorts);
        }
        return null;
    }

    @Override
    public boolean accept(CohortEntry entry) throws IOException {
        byte[] line = entry.changesNothing() ? new byte[0] : JournalFile.line(entry);
        return lock.hold(() -> {
            try (FileChannel channel = file.open()) {
                catchUp(channel);
                JournalFile.append(channel, position, line);
                position += line.length;
                return cohorts.apply(entry);
            }
        });
    }

    @Override
    public <T> T show(Function<Cohorts, T> reading) throws IOException {
        return lock.hold(() -> {
            try (FileChannel channel = file.open()) {
                catchUp(channel);
            }
            return reading.apply(cohorts);
        });
    }

    private void catchUp(FileChannel channel) throws IOException {
        String found = file.generation(channel);
        if (!found.equals(generation) || channel.size() < position) {
            cohorts.clear();
            generation = found;
            position = JournalFile.HEADER_LENGTH;
        }
        position = new JournalLines(channel, position).read(cohorts::apply);
        // Nobody writes while we hold the lock: what is left is the line of a process that was killed.
        if (channel.size() > position) {
            channel.truncate(position);
        }
    }
}
