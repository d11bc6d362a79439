// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/**
 * The state database failed. The message says at what and why, for a person; it never holds an id, and the database's
 * own exception is no cause of it, because its text can hold rows.
 */
public class StateException extends RuntimeException {
    public StateException(String message) {
        super(message);
    }
}
