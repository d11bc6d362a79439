// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

/** The audience cannot be read as it is configured. The message is for a person; it holds no row. */
public class SourceException extends Exception {
    public SourceException(String message) {
        super(message);
    }
}
