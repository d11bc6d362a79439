// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/** Another run or another process has the cohort or the database; the message names it where it can be known. */
public class TakenException extends StateException {
    public TakenException(String message) {
        super(message);
    }
}
