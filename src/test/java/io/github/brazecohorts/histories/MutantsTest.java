// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The histories are worth something: each way of breaking the program is caught by one of them. */
class MutantsTest {
    private final long firstSeed = Long.getLong("histories.seed", 20261124L);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void isCaughtByAHistoryThatTheProgramSurvives(Mutant mutant) {
        Seeded history = Seeded.of(mutant.caughtBy());
        try (Store store = Store.embedded(folder.resolve("state.duckdb"))) {
            assertThat(history.broken(store, Program::new)).isEmpty();
            assertThat(history.broken(store, mutant))
                    .as("the seed in Mutant has to be found anew where the histories have changed")
                    .isPresent();
        }
    }

    /** Slow: how many histories each needs, and how few steps matter. */
    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "histories.mutants", matches = "\\d+")
    void isCaughtSoon(Mutant mutant) {
        int most = Integer.getInteger("histories.mutants");
        try (Store store = Store.embedded(folder.resolve("state.duckdb"))) {
            for (int tried = 1; tried <= most; tried++) {
                Seeded history = Seeded.of(firstSeed + tried - 1);
                Optional<String> broken = history.broken(store, mutant);
                if (broken.isPresent()) {
                    tell(mutant, tried, broken.get(), history, history.shortened(store, mutant, broken.get()));
                    return;
                }
            }
        }
        throw new AssertionError(mutant + " survived " + most + " histories");
    }

    private static void tell(Mutant mutant, int tried, String broken, Seeded history, Seeded shortest) {
        System.out.printf(
                "%s: history %d says \"%s\"; of its %d steps %d matter%n",
                mutant, tried, broken, history.steps().size(), shortest.steps().size());
    }
}
