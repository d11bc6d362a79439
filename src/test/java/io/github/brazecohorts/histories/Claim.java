// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

/** A claim about a history did not hold. */
final class Claim extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Claim(String broken) {
        super(broken);
    }

    static void that(boolean holds, String broken) {
        if (!holds) {
            throw new Claim(broken);
        }
    }
}
