// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.report.Progress;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A line on the terminal that is written over as a run goes on. */
final class TerminalBar implements Progress, AutoCloseable {
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int WIDTH = 30;

    private final PrintStream terminal;
    private final AtomicLong last = new AtomicLong(System.nanoTime() - STEP);
    private int written;

    TerminalBar(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** A bar on standard error; null where that is no terminal: then there are lines in the log. */
    static TerminalBar ifAnybodyLooks() {
        boolean terminal = System.console() != null && System.getenv("TERM") != null;
        return terminal ? new TerminalBar(System.err) : null;
    }

    @Override
    public void at(String audience, String stage, long done, long total) {
        long now = System.nanoTime();
        long before = last.get();
        if (now - before >= STEP && last.compareAndSet(before, now)) {
            write(line(audience, stage, done, total));
        }
    }

    static String line(String audience, String stage, long done, long total) {
        if (total == 0) {
            return audience + "  " + stage + "  " + ReportText.count(done);
        }
        int filled = (int) (WIDTH * Math.min(done, total) / total);
        return audience + "  " + stage + "  [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]  "
                + ReportText.count(done) + " of " + ReportText.count(total);
    }

    private synchronized void write(String line) {
        // The cursor goes back to the beginning, so that a line of the log writes over the bar.
        terminal.print("\r" + line + " ".repeat(Math.max(0, written - line.length())) + "\r");
        terminal.flush();
        written = line.length();
    }

    /** Leaves the terminal as it was. */
    @Override
    public synchronized void close() {
        if (written > 0) {
            terminal.print("\r" + " ".repeat(written) + "\r");
            terminal.flush();
        }
    }
}
