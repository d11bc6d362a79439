// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import java.util.List;

/** There is no audience of that NAME, or it cannot run as it is configured. */
public class UnknownAudienceException extends Exception {
    UnknownAudienceException(String message) {
        super(message);
    }

    static UnknownAudienceException unknown(List<String> known) {
        return new UnknownAudienceException("there is no such audience; "
                + (known.isEmpty() ? "none is configured in routes/" : "known are: " + String.join(", ", known)));
    }

    static UnknownAudienceException ofUnknownKind(String name) {
        return new UnknownAudienceException("the state does not know of what kind the ids of audience " + name
                + " are, because an early version wrote it: write the audience into routes/ again, and retire it then");
    }

    static UnknownAudienceException mistaken(String name, List<String> problems) {
        return new UnknownAudienceException("audience " + name + " cannot run: " + String.join("; ", problems));
    }
}
