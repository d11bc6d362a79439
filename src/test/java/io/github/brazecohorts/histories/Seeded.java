// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The history of a seed; one that fails is shortened to the steps that matter. */
record Seeded(long seed, List<Step> steps, int reassertDays) {

    static Seeded of(long seed) {
        return new Seeded(seed, Steps.of(seed), seed % 4 == 0 ? 3 : 0);
    }

    /** Which claim is broken; empty if all hold. */
    Optional<String> broken(Store store, History.Programs programs) {
        try {
            store.play(steps, reassertDays, programs);
            return Optional.empty();
        } catch (Claim claim) {
            return Optional.of(claim.getMessage());
        }
    }

    /** The fewest steps that still break the same claim. */
    Seeded shortened(Store store, History.Programs programs, String claim) {
        Seeded shortest = this;
        boolean shorter = true;
        while (shorter) {
            shorter = false;
            for (int i = shortest.steps.size() - 1; i >= 0; i--) {
                Seeded without = shortest.without(i);
                if (without.broken(store, programs).equals(Optional.of(claim))) {
                    shortest = without;
                    shorter = true;
                }
            }
        }
        return shortest;
    }

    private Seeded without(int step) {
        List<Step> rest = new ArrayList<>(steps);
        rest.remove(step);
        return new Seeded(seed, rest, reassertDays);
    }

    @Override
    public String toString() {
        return steps.stream()
                .map(step -> "  " + step)
                .collect(Collectors.joining(
                        "\n", "history of seed " + seed + ", reassertDays " + reassertDays + ":\n", ""));
    }
}
