// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DuckDB's native library. Its driver unpacks 72 MB into {@code java.io.tmpdir} in every process, and a killed process
 * leaves the file. There is no setting for the place, and the JDK (since 17) reads {@code java.io.tmpdir} when it starts
 * and never again: so the library is not moved, but tidied away.
 */
public final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final Pattern UNPACKED = Pattern.compile("(/\\S.*/libduckdb_java\\d+\\.so)$");
    private static final Pattern NAME = Pattern.compile("libduckdb_java\\d+\\.so");

    /** Nobody is still unpacking what is that much older than the newest. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(10);

    private NativeLibrary() {}

    /**
     * Loads DuckDB's library, deletes the unpacked file at once where the system lets a loaded file go (Linux), and
     * deletes files of the same kind that are over ten minutes older: left by killed processes, or loaded and no longer
     * needed. Elsewhere the driver deletes its file when the process ends in order. Takes about half a second.
     *
     * <p>To be called first thing in a program of ours, and never in a host: its temporary files are its own business.
     *
     * @throws StateException if there is no library for this machine, or no room for it
     */
    public static void load() {
        try {
            Class.forName("org.duckdb.DuckDBNative");
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new StateException("DuckDB's library could not be loaded ("
                    + missing.getClass().getSimpleName()
                    + "): there is one for Linux (amd64, arm64; glibc), macOS (arm64) and Windows (amd64), and it needs"
                    + " 80 MB of room in a temporary folder (-Djava.io.tmpdir=...) that is not mounted noexec");
        }
        try {
            sweep(Path.of(System.getProperty("java.io.tmpdir")));
            deleteOwn(Path.of("/proc/self/maps"));
        } catch (IOException broken) {
            throw new StateException(
                    "The temporary folder cannot be read (" + broken.getClass().getSimpleName() + ")");
        }
    }

    private static void deleteOwn(Path maps) throws IOException {
        if (!Files.isReadable(maps)) {
            return;
        }
        for (String mapped : Files.readAllLines(maps)) {
            Matcher unpacked = UNPACKED.matcher(mapped);
            if (unpacked.find()) {
                Files.deleteIfExists(Path.of(unpacked.group(1)));
            }
        }
    }

    /** What another user left, or Windows still uses, stays. */
    static void sweep(Path folder) throws IOException {
        List<Path> libraries;
        try (Stream<Path> files = Files.list(folder)) {
            libraries = files.filter(
                            f -> NAME.matcher(f.getFileName().toString()).matches())
                    .toList();
        }
        Instant newest = Instant.EPOCH;
        for (Path library : libraries) {
            Instant written = writtenAt(library);
            newest = written.isAfter(newest) ? written : newest;
        }
        for (Path library : libraries) {
            if (writtenAt(library).plus(LEFT_BEHIND).isBefore(newest)) {
                tryDelete(library);
            }
        }
    }

    /** Another process may tidy at the same time: what is gone is old. */
    private static Instant writtenAt(Path library) throws IOException {
        try {
            return Files.getLastModifiedTime(library).toInstant();
        } catch (NoSuchFileException gone) {
            return Instant.EPOCH;
        }
    }

    private static void tryDelete(Path library) {
        try {
            Files.deleteIfExists(library);
        } catch (IOException notOursOrInUse) {
            LOG.debug("{} stays: {}", library, notOursOrInUse.getClass().getSimpleName());
        }
    }
}
