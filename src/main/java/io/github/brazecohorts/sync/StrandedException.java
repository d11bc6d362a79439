// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

/** A change of an audience would leave people behind in a cohort. The message says which, and the way out. */
public class StrandedException extends Exception {
    StrandedException(String message) {
        super(message);
    }
}
