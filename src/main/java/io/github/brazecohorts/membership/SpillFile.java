// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * An audience in a file: a header line (or a first id that begins with U+FEFF would lose it as a byte order mark), then
 * an id a line in UTF-8. No quotes and no escapes: ids hold no control characters, so a line break ends an id and nothing else does.
 */
final class SpillFile implements StagedAudience {
    static final String HEADER = "id\n";
    private static final int FULL = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final CharsetEncoder strict = StandardCharsets.UTF_8.newEncoder(); // reports what it cannot encode
    private final StringBuilder waiting = new StringBuilder(FULL + 1024);
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
        waiting.append(HEADER);
    }

    @Override
    public void add(Collection<String> ids) {
        if (sealed) {
            throw new IllegalStateException("the audience is sealed");
        }
        for (String id : ids) {
            requireOneLine(id);
            waiting.append(id).append('\n');
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

    private static void requireOneLine(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an empty id");
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < ' ') {
                throw new IllegalArgumentException("an id with a control character");
            }
        }
    }

    private void write() {
        try {
            ByteBuffer encoded = strict.encode(CharBuffer.wrap(waiting));
            bytes += encoded.remaining();
            while (encoded.hasRemaining()) {
                channel.write(encoded);
            }
            waiting.setLength(0);
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("an id that is no well-formed Unicode");
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
