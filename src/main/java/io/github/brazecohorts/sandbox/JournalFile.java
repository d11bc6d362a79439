// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of a journal: a header line of fixed length with a generation, which is a new one each time the file is
 * written anew, then a line of JSON for each entry. To be touched under the {@link JournalLock} only.
 */
final class JournalFile {
    private static final String START = "{\"braze-cohorts-sandbox\":1,\"generation\":\"";
    private static final Pattern HEADER = Pattern.compile(Pattern.quote(START) + "([0-9a-f-]{36})\"}\n");

    /** Where the entries begin, in bytes. */
    static final int HEADER_LENGTH = START.length() + 36 + 3;

    private final Path path;

    private final Path fresh;

    JournalFile(Path path) {
        this.path = path;
        this.fresh = path.resolveSibling(path.getFileName() + ".new");
    }

    /** Deletes what a process left that was killed while it wrote the file anew. */
    void sweep() throws IOException {
        Files.deleteIfExists(fresh);
    }

    FileChannel open() throws IOException {
        if (!Files.exists(path) || Files.size(path) == 0) {
            write(new Cohorts());
        }
        return PrivateFile.open(path);
    }

    /** The generation of an open file. */
    String generation(FileChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH);
        while (header.hasRemaining() && channel.read(header, header.position()) > 0) {
            continue;
        }
        Matcher matcher = HEADER.matcher(new String(header.array(), StandardCharsets.UTF_8));
        if (!matcher.matches()) {
            throw new IOException(path + " is not a journal of the sandbox: name another file, or delete this one");
        }
        return matcher.group(1);
    }

    /** Writes the file anew, so that others see the old one or the whole new one. */
    void write(Cohorts cohorts) throws IOException {
        sweep();
        try (FileChannel channel = PrivateFile.open(fresh);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            out.write((START + UUID.randomUUID() + "\"}\n").getBytes(StandardCharsets.UTF_8));
            for (Iterator<CohortEntry> entries = cohorts.entries().iterator(); entries.hasNext(); ) {
                out.write(line(entries.next()));
            }
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Appends whole bytes at a position, or nothing. Not forced to the disk: what a power cut takes is the sandbox's
     * own, what a killed process wrote is the system's already.
     */
    static void append(FileChannel channel, long position, byte[] bytes) throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer, position + buffer.position());
            }
        } catch (IOException e) {
            if (channel.isOpen()) {
                channel.truncate(position);
            }
            throw e;
        }
    }

    static byte[] line(CohortEntry entry) {
        return (Json.text(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
