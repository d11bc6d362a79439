// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;

/** What a database says, in our words: its class of error and what to do, never its text, which can hold rows. */
interface Failures {
    /** @param doing what was being done */
    StateException inWords(String doing, SQLException failure);

    /** The database answers, but not with what was written. */
    StateException damaged(String what);
}
