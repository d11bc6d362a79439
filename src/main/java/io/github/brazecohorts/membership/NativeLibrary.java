// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where DuckDB's native library goes. Its driver unpacks 72 MB by {@link Files#createTempFile} in every process and has
 * no setting for the place; a killed process leaves the file. So a program of ours loads the driver here, early.
 */
public final class NativeLibrary {
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final String NAME = "libduckdb_java";

    private NativeLibrary() {}

    /**
     * Loads DuckDB's library from this folder, and deletes what other processes left in it. Where open files can be
     * deleted (not on Windows), nothing is left behind, even by a kill. Takes about half a second; processes that start
     * together do it one after the other.
     *
     * <p>To be called first thing in a program, and never in a host: the JDK reads {@code java.io.tmpdir} once, so
     * everything else that later calls {@link Files#createTempFile} in this process gets its files here as well.
     *
     * @param folder is created if need be; for its owner alone
     * @return false if the library was loaded before or the JDK has settled on another folder already: it then went
     *     where it always does, and works
     * @throws StateException if the folder cannot be used, or there is no library for this machine
     */
    public static boolean keepIn(Path folder) {
        Path home = folder.toAbsolutePath().normalize();
        try {
            PrivateFiles.createFolders(home);
            try (FileChannel channel = FileChannel.open(
                            home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock alone = channel.lock()) {
                sweep(home);
                loadIn(home);
                boolean kept = !libraries(home).isEmpty();
                sweep(home);
                return kept;
            }
        } catch (IOException broken) {
            throw new StateException("The folder " + home + " for DuckDB's library cannot be used ("
                    + broken.getClass().getSimpleName() + "): may this user write there?");
        }
    }

    private static void loadIn(Path home) {
        String usual = System.getProperty(TEMPORARY);
        System.setProperty(TEMPORARY, home.toString());
        try {
            Class.forName("org.duckdb.DuckDBNative");
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new StateException("DuckDB's library could not be loaded ("
                    + missing.getClass().getSimpleName()
                    + "): there is one for Linux (amd64, arm64; glibc), macOS (arm64) and Windows (amd64), and the disk"
                    + " needs 80 MB of room in a folder without noexec");
        } finally {
            System.setProperty(TEMPORARY, usual);
        }
    }

    /** Windows refuses to delete a library that a process uses: then it stays for the next start. */
    private static void sweep(Path home) throws IOException {
        for (Path library : libraries(home)) {
            try {
                Files.deleteIfExists(library);
            } catch (FileSystemException inUse) {
                if (PrivateFiles.posix(library)) {
                    throw inUse;
                }
            }
        }
    }

    private static List<Path> libraries(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().startsWith(NAME))
                    .toList();
        }
    }
}
