// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangesTest {
    @Test
    void holdsWhatWasAddedAndNothingElse() {
        Random random = new Random(20261124);
        for (int n = 0; n < 200; n++) {
            Ranges ranges = new Ranges();
            BitSet model = new BitSet();
            for (int added = 0; added < 12; added++) {
                int first = 1 + random.nextInt(40);
                int last = first + random.nextInt(6);
                ranges.add(first, last);
                model.set(first, last + 1);
                checkAll(ranges, model);
            }
        }
    }

    private static void checkAll(Ranges ranges, BitSet model) {
        for (int first = 1; first < 50; first++) {
            for (int last = first; last < 50; last++) {
                assertThat(ranges.hold(first, last)).isEqualTo(model.nextClearBit(first) > last);
            }
        }
    }
}
