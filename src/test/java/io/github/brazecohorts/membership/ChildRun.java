// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A run in a process of its own, that goes as far as it is told and then waits: to be killed, or for a line to end by. */
final class ChildRun implements AutoCloseable {
    static final List<String> STEPS =
            List.of("opened", "staged", "compared", "intended", "marked", "answered", "settled");

    private final Process process;
    private final BufferedReader output;

    private ChildRun(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts one and waits until it is there. What a killed one leaves goes with the test's own folder. */
    static ChildRun at(String step, Path file) {
        ChildRun child = java(ChildRun.class, List.of("-Djava.io.tmpdir=" + file.getParent()), file.toString(), step);
        String line = child.readLine();
        if (!step.equals(line)) {
            child.close();
            throw new IllegalStateException("the child said: " + line);
        }
        return child;
    }

    static ChildRun java(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ChildRun(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    long pid() {
        return process.pid();
    }

    String readLine() {
        try {
            return output.readLine();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void letEnd() {
        try {
            process.outputWriter().append("end\n").flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Kills it, as {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** The child: 12 people, in batches of four; of the second 5 and 6 accepted, 7 refused, 8 unanswered, the others never sent. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (MembershipStore store = new DuckDbMembership(Path.of(arguments[0]), Clock.systemUTC())) {
            CohortMemory memory = store.open(MembershipStoreContract.KEY, MembershipStoreContract.NOW);
            for (String step : STEPS.subList(0, STEPS.indexOf(arguments[1]) + 1)) {
                take(memory, step);
            }
            System.out.println(arguments[1]);
            input.readLine();
        }
    }

    private static void take(CohortMemory memory, String step) {
        switch (step) {
            case "opened" -> memory.settle();
            case "staged" -> MembershipStoreContract.staged(memory, List.of("left", "behind"));
            case "compared" -> MembershipStoreContract.compare(memory, MembershipStoreContract.ids(0, 12));
            case "intended" -> MembershipStoreContract.intend(memory, "killed");
            case "marked" -> memory.mayLeave(5, 8);
            case "answered" -> {
                memory.answered(5, 6, Outcome.ACCEPTED);
                memory.answered(7, 7, Outcome.REFUSED);
            }
            case "settled" -> memory.settle();
            default -> throw new IllegalArgumentException(step);
        }
    }
}
