// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A started program. Its output goes to files, so that it never waits for us. */
record Running(String command, Process process, Path outFile, Path errFile) {
    private static final long LONGEST_SECONDS = 90;

    boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** TERM. */
    void term() {
        process.destroy();
    }

    /** What it said on standard error so far. */
    String said() throws IOException {
        return Files.readString(errFile);
    }

    /** Where its threads are. */
    String threads() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process asked = new ProcessBuilder(jcmd, String.valueOf(process.pid()), "Thread.print")
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes());
        asked.waitFor();
        return answer;
    }

    /** Waits for the end. */
    Ended end() throws IOException, InterruptedException {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError(command + " did not end; it said:\n" + said());
        }
        Ended ended = new Ended(command, process.exitValue(), Files.readString(outFile), said());
        Files.delete(outFile);
        Files.delete(errFile);
        return ended;
    }
}
