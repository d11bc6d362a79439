// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import java.time.Duration;
import java.util.Optional;

/**
 * Braze did not accept a request. The type says what may be done about it: the policies in
 * {@code routes/failures.camel.yaml} hang on the types. Messages never hold what Braze said, because its text can
 * contain the Data Import Key.
 */
public abstract sealed class BrazeException extends Exception {
    private final int status;
    private final boolean surelyNotApplied;
    private final transient Optional<Duration> wait;

    BrazeException(int status, String message, boolean surelyNotApplied, Optional<Duration> wait) {
        super(message);
        this.status = status;
        this.surelyNotApplied = surelyNotApplied;
        this.wait = wait;
    }

    /** The HTTP status of the answer; 0 where there was none. */
    public int status() {
        return status;
    }

    /** Whether the change was surely not applied; otherwise it counts as sent without an answer. */
    public boolean surelyNotApplied() {
        return surelyNotApplied;
    }

    /** How long Braze asked to wait. */
    public Optional<Duration> namedWait() {
        return wait;
    }

    /** 423 or 429: the resource is locked, or there were too many requests. Not applied; time heals it. */
    public static final class Busy extends BrazeException {
        Busy(int status, Optional<Duration> wait) {
            super(status, "Braze is busy (" + status + ")", true, wait);
        }
    }

    /** 408, 425, 5xx, or no answer: may have been applied; time heals it, and repeating is safe. */
    public static final class Unavailable extends BrazeException {
        Unavailable(int status, Optional<Duration> wait) {
            super(status, "Braze is not available (" + status + ")", false, wait);
        }

        Unavailable(String noAnswer, boolean surelyNotApplied) {
            super(0, noAnswer, surelyNotApplied, Optional.empty());
        }
    }

    /** The host is unknown, or shows a certificate for another name. No request was sent. A person heals it. */
    public static final class WrongInstance extends BrazeException {
        WrongInstance(String why) {
            super(0, why, true, Optional.empty());
        }
    }

    /** The host shows a certificate that nobody vouches for. No request was sent. A person heals it. */
    public static final class Untrusted extends BrazeException {
        Untrusted() {
            super(
                    0,
                    "the host shows a certificate that has expired, or whose issuer this computer does not know",
                    true,
                    Optional.empty());
        }
    }

    /** 423, 429, 408, 425 or 5xx that names a wait of more than 15 minutes: too long to hold a run open. */
    public static final class LongWait extends BrazeException {
        LongWait(int status, boolean surelyNotApplied, Duration wait) {
            super(
                    status,
                    "Braze asked to wait " + wait.toMinutes() + " minutes (" + status + ")",
                    surelyNotApplied,
                    Optional.of(wait));
        }
    }

    /** 401: a key is wrong, or the instance is not the account's own. A person heals it. */
    public static final class KeyRefused extends BrazeException {
        KeyRefused() {
            super(401, "Braze refused the keys (401)", true, Optional.empty());
        }
    }

    /** 401 with "Partner not enabled": cohorts are not enabled for the account and this partner. A person heals it. */
    public static final class PartnerNotEnabled extends BrazeException {
        PartnerNotEnabled() {
            super(401, "Braze has not enabled the partner for this account (401)", true, Optional.empty());
        }
    }

    /** 400 or 413: this request is malformed, or one of its ids is. A repetition never heals it. */
    public static final class Rejected extends BrazeException {
        Rejected(int status) {
            super(status, "Braze rejected the request as malformed (" + status + ")", true, Optional.empty());
        }

        /** Whether it was too large (413): one id alone never is. */
        public boolean isTooLarge() {
            return status() == 413;
        }
    }

    /** Anything that Braze's pages do not know: another 4xx, a redirect, a 2xx that is not Braze's. A person looks at it. */
    public static final class Unexpected extends BrazeException {
        Unexpected(int status, String why, boolean surelyNotApplied) {
            super(status, "unexpected answer (" + status + "): " + why, surelyNotApplied, Optional.empty());
        }
    }
}
