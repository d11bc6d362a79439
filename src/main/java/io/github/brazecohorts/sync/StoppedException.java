// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

/** The run was stopped while a request waited for its turn: it does not leave. */
public class StoppedException extends Exception {
    StoppedException() {
        super("the run was stopped before this request left");
    }
}
