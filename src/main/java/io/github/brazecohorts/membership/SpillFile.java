// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * An audience in a file: a header line (or a first id that begins with U+FEFF would lose it as a byte order mark), then
 * an id a line. No quotes and no escapes.
 */
final class SpillFile implements StagedAudience {
    private static final String HEADER = "id";
    private static final int FULL = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final IdLines waiting = IdLines.plain();
    private long size;
    private long bytes;
    private boolean sealed;

    SpillFile(Path path) {
        this.path = path;
        try {
            this.channel = PrivateFiles.create(path);
        } catch (IOException broken) {
            throw failed("begun", broken);
        }
        waiting.addHeader(HEADER);
    }

    @Override
    public void add(Collection<String> ids) {
        if (sealed) {
            throw new IllegalStateException("the audience is sealed");
        }
        for (String id : ids) {
            waiting.add(id);
            if (waiting.length() >= FULL) {
                write();
            }
        }
        size += ids.size();
    }

    @Override
    public void seal() {
        if (sealed) {
            throw new IllegalStateException("the audience is sealed already");
        }
        write();
        closeChannel();
        sealed = true;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public String rows() {
        return DuckDbSql.readSpill(path);
    }

    @Override
    public void requireIntact() {
        if (!sealed) {
            throw new IllegalStateException("only a sealed audience can be compared");
        }
        try {
            if (Files.size(path) != bytes) {
                throw changed();
            }
        } catch (IOException broken) {
            throw failed("looked at", broken);
        }
    }

    @Override
    public StateException changed() {
        return new StateException("The audience's working file " + path + " is not as it was written (" + size
                + " ids): something else cut, changed or deleted it; nothing was changed, run again");
    }

    private void write() {
        try {
            ByteBuffer encoded = waiting.take();
            bytes += encoded.remaining();
            while (encoded.hasRemaining()) {
                channel.write(encoded);
            }
        } catch (IOException broken) {
            throw failed("written", broken);
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException broken) {
            throw failed("closed", broken);
        }
    }

    @Override
    public void close() {
        closeChannel();
        try {
            Files.deleteIfExists(path);
        } catch (IOException broken) {
            throw failed("deleted", broken);
        }
    }

    private StateException failed(String what, IOException broken) {
        return new StateException("The audience's working file " + path + " could not be " + what + " ("
                + broken.getClass().getSimpleName() + "): is the disk full, or the folder gone?");
    }
}
