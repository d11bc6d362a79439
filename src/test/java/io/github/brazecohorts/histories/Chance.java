// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import java.util.Random;

/** What goes wrong in one run: the same again for the same seed. */
final class Chance {
    /** Nothing goes wrong. */
    static final int NEVER = Integer.MAX_VALUE;

    private final Random random;
    private final int trouble;
    private final boolean readFails;
    private int momentsLeft;

    /** The program is killed here. */
    static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * @param trouble of 100 requests so many meet trouble
     * @param cutAt the moment at which the program is killed; {@link #NEVER} = it is not
     */
    Chance(long seed, int trouble, int cutAt, boolean readFails) {
        this.random = new Random(seed);
        this.trouble = trouble;
        this.momentsLeft = cutAt;
        this.readFails = readFails;
    }

    static Chance fair() {
        return new Chance(0, 0, NEVER, false);
    }

    /** Between any two steps. */
    void moment() {
        if (momentsLeft-- == 0) {
            throw new Cut();
        }
    }

    boolean readFails() {
        return readFails;
    }

    Fate fate() {
        boolean wrong = random.nextInt(100) < trouble;
        return wrong ? Fate.values()[1 + random.nextInt(Fate.values().length - 1)] : Fate.ACCEPTED;
    }
}
