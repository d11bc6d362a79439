// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A small file beside the embedded state, so that {@code status} answers at once while a run holds the state: the last
 * report of each audience, how far a run under way has come, and which alerts are open. It holds no ids, and is made anew
 * from the state if it is lost.
 *
 * <p>Only who holds the embedded state writes it, so one process at a time; it is replaced as a whole.
 */
public final class StatusFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration STEP = Duration.ofSeconds(2);

    private final Path file;
    private final Clock clock;
    private final Map<String, Step> steps = new HashMap<>();

    /** What was last written of a run, and when. */
    private record Step(String stage, long at) {
        boolean isFresh(String now) {
            return stage.equals(now) && System.nanoTime() - at < STEP.toNanos();
        }
    }

    /**
     * A run under way.
     *
     * @param process the number of its process
     * @param since when that process began, in milliseconds since 1970; 0 where the system does not tell: numbers are
     *     given out again, and in a container every program has the same one
     */
    public record Running(String stage, long done, long total, String at, long process, long since) {
        /** For a table's cell. */
        public String inWords() {
            return stage + " " + done + (total == 0 ? "" : " of " + total);
        }

        /** Whether the process that wrote it is still there; a killed one leaves its last word. */
        boolean isAlive() {
            return ProcessHandle.of(process)
                    .filter(ProcessHandle::isAlive)
                    .filter(alive -> began(alive) == since)
                    .isPresent();
        }

        private static long began(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    /**
     * What is known of an audience.
     *
     * @param last the report of its last run; may be null
     * @param running the run under way; may be null
     * @param resting whether it was retired, so that its schedule rests
     */
    public record Entry(RunReport last, Running running, boolean resting) {
        /** Of which nothing is known. */
        public static final Entry NOTHING = new Entry(null, null, false);

        /** The run under way, if its process lives. */
        public Running underWay() {
            return running != null && running.isAlive() ? running : null;
        }
    }

    public StatusFile(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * All that the file says.
     *
     * @param audiences by NAME
     * @param alerts those that are open
     * @param apart those of them that were raised while the state could not be told
     */
    private record Content(TreeMap<String, Entry> audiences, List<OpenAlert> alerts, List<OpenAlert> apart) {
        boolean isWhole() {
            return audiences != null && alerts != null && apart != null;
        }
    }

    /** All that is known, by NAME; empty where the file does not exist yet, or a power cut left it unreadable. */
    public Optional<Map<String, Entry>> read() throws IOException {
        return content().map(Content::audiences);
    }

    /** The alerts that are open. */
    public AlertBook alerts() throws IOException {
        return book(Content::alerts);
    }

    /** Those of them that were raised while the state could not be told. */
    public AlertBook alertsApart() throws IOException {
        return book(Content::apart);
    }

    private AlertBook book(Function<Content, List<OpenAlert>> of) throws IOException {
        return content().map(of).map(AlertBook::new).orElse(AlertBook.EMPTY);
    }

    /**
     * Notes which alerts are open.
     *
     * @param apart those of them of which the state could not be told
     */
    public synchronized void alerts(AlertBook book, AlertBook apart) throws IOException {
        if (!book.equals(alerts()) || !apart.equals(alertsApart())) {
            write(new Content(entries(), book.open(), apart.open()));
        }
    }

    private Optional<Content> content() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(file.toFile(), Content.class))
                    .filter(Content::isWhole);
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    /** Notes how far a run has come, in each stage every two seconds at most. */
    public synchronized void running(String audience, String stage, long done, long total) throws IOException {
        if (steps.containsKey(audience) && steps.get(audience).isFresh(stage)) {
            return;
        }
        TreeMap<String, Entry> entries = entries();
        ProcessHandle own = ProcessHandle.current();
        Running running = new Running(stage, done, total, clock.instant().toString(), own.pid(), Running.began(own));
        Entry before = entries.getOrDefault(audience, Entry.NOTHING);
        entries.put(audience, new Entry(before.last(), running, before.resting()));
        write(entries);
        steps.put(audience, new Step(stage, System.nanoTime()));
    }

    /** Notes that a run has ended that is nobody's last: a plan, say. */
    public synchronized void over(String audience) throws IOException {
        steps.remove(audience);
        TreeMap<String, Entry> entries = entries();
        if (entries.containsKey(audience)) {
            Entry before = entries.get(audience);
            entries.put(audience, new Entry(before.last(), null, before.resting()));
            write(entries);
        }
    }

    /** The report of the last run of this audience, as far as it is known here. */
    public Optional<RunReport> last(String audience) throws IOException {
        return read().map(entries -> entries.get(audience)).map(Entry::last);
    }

    /**
     * Notes a finished run.
     *
     * @param resting whether the audience was retired by it
     */
    public synchronized void finished(RunReport report, boolean resting) throws IOException {
        steps.remove(report.audience());
        TreeMap<String, Entry> entries = entries();
        entries.put(report.audience(), new Entry(report, null, resting));
        write(entries);
    }

    private TreeMap<String, Entry> entries() throws IOException {
        return content().map(Content::audiences).orElseGet(TreeMap::new);
    }

    private void write(TreeMap<String, Entry> entries) throws IOException {
        write(new Content(entries, alerts().open(), alertsApart().open()));
    }

    private void write(Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path next = Files.createTempFile(folder, file.getFileName().toString(), ".new");
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), content);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
