// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

/**
 * A key could be read when the program started, and cannot be any more: its file is gone, or the vault does not answer.
 * Nothing was sent. The message may be shown; the cause is left out, as its text might not.
 */
public final class UnreadableKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param setting the setting that says where the key stands
     * @param reason in words that may be shown
     */
    public UnreadableKeyException(String setting, String reason) {
        super(setting + " cannot be read: " + reason);
    }
}
