// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.channel;

/**
 * A channel did not take a message. The type says whether a repetition may help. The text holds neither an address nor
 * what was said on either side, because the address of a webhook is a secret.
 */
public abstract sealed class ChannelException extends Exception {
    ChannelException(String message) {
        super(message);
    }

    /** 408, 425, 429 or 5xx: time may heal it, soon. */
    public static final class Unavailable extends ChannelException {
        Unavailable(int status) {
            super("it answered " + status);
        }
    }

    /** Any other answer but a 2xx: the address is not, or no longer, one that takes messages. */
    public static final class Refused extends ChannelException {
        Refused(int status) {
            super("it answered " + status);
        }
    }

    /** A setting of the channel is missing, or is not what it must be. */
    public static final class NotSet extends ChannelException {
        NotSet(String message) {
            super(message);
        }
    }
}
