// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

/** Nothing was begun; the message tells a person why. The program ends with exit code 2. */
class RefusedStart extends Exception {
    RefusedStart(String message) {
        super(message);
    }
}
