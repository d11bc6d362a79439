// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What DuckDB says, in our words. */
final class DuckDbFailures implements Failures {
    private static final String DAMAGED =
            "the state file was damaged or replaced: stop the program and restore a backup of it;"
                    + " do not delete it: it is the only list of who is in the cohort";

    private static final Pattern ERROR_CLASS =
            Pattern.compile("^([A-Z][A-Za-z]*(?: [A-Za-z]+){0,4} (?:Error|Exception)):");
    private static final Pattern HOLDER = Pattern.compile("\\(PID (\\d+)\\)");

    private final Path file;

    DuckDbFailures(Path file) {
        this.file = file;
    }

    @Override
    public StateException inWords(String doing, SQLException failure) {
        String text = String.valueOf(failure.getMessage());
        return new StateException("The state database %s failed while %s (%s): %s"
                .formatted(file, doing, errorClass(text), advice(text)));
    }

    @Override
    public StateException damaged(String what) {
        return new StateException(
                "The state database %s is not what the last run left, %s: %s".formatted(file, what, DAMAGED));
    }

    static boolean isTaken(SQLException failure) {
        String text = String.valueOf(failure.getMessage());
        return text.contains("Could not set lock on file") || text.contains("being used by another process");
    }

    static Optional<String> holder(SQLException failure) {
        Matcher pid = HOLDER.matcher(String.valueOf(failure.getMessage()));
        return pid.find() ? Optional.of(pid.group(1)) : Optional.empty();
    }

    private static String errorClass(String text) {
        Matcher words = ERROR_CLASS.matcher(text);
        return words.find() ? words.group(1) : "unnamed error";
    }

    private static String advice(String text) {
        if (text.contains("No space left")
                || text.contains("max_temp_directory_size")
                || text.contains("not enough space")) {
            return "the disk is full: make room where the file is; the next run carries on";
        }
        if (text.startsWith("Out of Memory Error")) {
            return "memory ran out: give the process about " + DuckDbSql.MEMORY_LIMIT
                    + " beside its Java heap, and room on the disk where the file is; the next run carries on";
        }
        if (text.contains("not a valid DuckDB database") || text.contains("Corrupt") || text.contains("checksum")) {
            return "the file is no DuckDB database or is damaged; " + DAMAGED;
        }
        if (text.contains("Permission denied") || text.contains("Read-only")) {
            return "this user may not read and write the file and its folder";
        }
        if (text.contains("newer version") || text.contains("storage version")) {
            return "the file was written by a newer DuckDB: use the newer program again";
        }
        if (text.startsWith("IO Error")) {
            return "the file or its folder could not be read or written; look at the disk, the next run carries on";
        }
        return "nothing of this step was kept; the next run repeats it. If it fails again, " + DAMAGED;
    }
}
