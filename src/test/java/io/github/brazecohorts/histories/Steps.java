// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws the steps of a history from its seed. */
final class Steps {
    private static final List<String> IDS = Step.IDS.stream().sorted().toList();

    private final Random random;

    private Steps(long seed) {
        random = new Random(seed);
    }

    static List<Step> of(long seed) {
        Steps steps = new Steps(seed);
        List<Step> all = new ArrayList<>();
        int runs = 2 + steps.random.nextInt(5);
        for (int run = 0; run < runs; run++) {
            int moves = steps.random.nextInt(6);
            for (int move = 0; move < moves; move++) {
                all.add(steps.move());
            }
            all.add(steps.run());
        }
        return all;
    }

    private Step move() {
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> new Step.Enter(id());
            case 8, 9, 10, 11 -> new Step.Leave(id());
            case 12 -> new Step.EverybodyLeaves();
            case 13 -> new Step.CrowdEnters();
            case 14 -> new Step.CrowdLeaves();
            case 15 -> new Step.Rename(random.nextBoolean() ? "Buyers" : "Best Buyers");
            case 16 -> new Step.Mode(random.nextBoolean());
            case 17, 18 -> new Step.Pass(1 + random.nextInt(20));
            case 19 -> new Step.Pass(60 * 24 * (1 + random.nextInt(3)));
            case 20, 21 -> new Step.Reject(id(), random.nextBoolean());
            case 22 -> new Step.Resync();
            default -> new Step.Enter(id());
        };
    }

    private Step run() {
        int trouble = random.nextInt(3) == 0 ? 0 : random.nextInt(40);
        int cutAt = random.nextInt(3) == 0 ? random.nextInt(14) : Chance.NEVER;
        int allowed = random.nextInt(4) == 0 ? random.nextInt(80) : -1;
        return new Step.Run(random.nextLong(), trouble, cutAt, random.nextInt(12) == 0, allowed);
    }

    private String id() {
        return IDS.get(random.nextInt(IDS.size()));
    }
}
