// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads the whole lines of a journal from a position on, a block at a time. */
final class JournalLines {
    private static final int BLOCK = 1 << 16;

    private final FileChannel channel;
    private byte[] held = new byte[BLOCK];
    private int length;
    private long position;

    /** @param position where a line begins, in bytes */
    JournalLines(FileChannel channel, long position) {
        this.channel = channel;
        this.position = position;
    }

    /**
     * Hands over each whole line.
     *
     * @return where the last whole line ends; behind it stands at most the torn line of a killed process
     */
    long read(Consumer<CohortEntry> entries) throws IOException {
        while (fill()) {
            int begin = 0;
            for (int end = newline(begin); end >= 0; end = newline(begin)) {
                entries.accept(entry(begin, end));
                begin = end + 1;
            }
            position += begin;
            length -= begin;
            System.arraycopy(held, begin, held, 0, length);
        }
        return position;
    }

    private boolean fill() throws IOException {
        if (held.length - length < BLOCK) {
            held = Arrays.copyOf(held, held.length * 2);
        }
        int read = channel.read(ByteBuffer.wrap(held, length, held.length - length), position + length);
        length += Math.max(read, 0);
        return read > 0;
    }

    private int newline(int from) {
        for (int i = from; i < length; i++) {
            if (held[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private CohortEntry entry(int begin, int end) throws IOException {
        try {
            return Json.MAPPER.readValue(held, begin, end - begin, CohortEntry.class);
        } catch (IOException e) {
            // Without the cause: it may quote a member.
            throw new IOException("The journal of the sandbox cannot be read at byte " + (position + begin)
                    + ": delete the file to begin with empty cohorts");
        }
    }
}
