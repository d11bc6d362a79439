// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One holder of a journal at a time, over threads, sandboxes and processes: a lock of this JVM for each path, and
 * under it a file lock on a sibling of the journal. A file lock alone does not do: the JVM refuses a second one on the
 * same file with an exception, and POSIX drops it as soon as any channel on that file is closed.
 */
final class JournalLock {
    private static final ConcurrentMap<Path, ReentrantLock> OF_THIS_JVM = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock lock;

    /** What is done under the lock. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** @param journal the journal, in a folder that exists */
    JournalLock(Path journal) throws IOException {
        Path folder = journal.toAbsolutePath().getParent().toRealPath();
        this.file = folder.resolve(journal.getFileName() + ".lock");
        this.lock = OF_THIS_JVM.computeIfAbsent(file, path -> new ReentrantLock());
    }

    <T> T hold(Work<T> work) throws IOException {
        lock.lock();
        try (FileChannel channel = PrivateFile.open(file);
                FileLock held = channel.lock()) {
            return work.run();
        } finally {
            lock.unlock();
        }
    }
}
