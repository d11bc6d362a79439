// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

/** The run was stopped, by a failure or by the end of the program: this step of it is not taken. */
public class StoppedException extends Exception {
    StoppedException() {
        super("the run was stopped");
    }
}
