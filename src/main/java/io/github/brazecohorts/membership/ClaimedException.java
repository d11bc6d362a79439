// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/** This firing, or a later one of the same schedule, is somebody else's: there is nothing to do, and nothing went wrong. */
public final class ClaimedException extends TakenException {
    public ClaimedException(String message) {
        super(message);
    }
}
