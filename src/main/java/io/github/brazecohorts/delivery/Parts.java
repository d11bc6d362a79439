// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** A batch in the parts in which it is sent: the whole at first, and the halves of a part that Braze rejected. */
public final class Parts {
    private final Deque<Batch> left = new ArrayDeque<>();
    private final Random random;

    /**
     * @param random says which half goes first: another one in another run, or ids at fault that stand together would make
     *     each run give up at the same place
     */
    public Parts(Batch whole, Random random) {
        this.random = random;
        left.push(whole);
    }

    /** Whether a part is left to be sent. */
    public boolean isLeft() {
        return !left.isEmpty();
    }

    /** The next part. A half goes before what came behind its whole, so that an id at fault is soon found. */
    public Batch next() {
        return left.pop();
    }

    /** Takes up the halves of a part that was rejected. */
    public void halve(Batch rejected) {
        int last = random.nextInt(2);
        left.push(rejected.halves().get(last));
        left.push(rejected.halves().get(1 - last));
    }

    @Override
    public String toString() {
        return "Parts" + left;
    }
}
