// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import java.util.ArrayDeque;
import java.util.Deque;

/** A batch in the parts in which it is sent: the whole at first, and the halves of a part that Braze rejected. */
public final class Parts {
    private final Deque<Batch> left = new ArrayDeque<>();

    public Parts(Batch whole) {
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
        for (int i = 1; i >= 0; i--) {
            left.push(rejected.halves().get(i));
        }
    }

    @Override
    public String toString() {
        return "Parts" + left;
    }
}
