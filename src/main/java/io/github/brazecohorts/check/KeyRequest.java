// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import io.github.brazecohorts.audience.Audience;

/** Sends one request with the keys that changes nobody. */
@FunctionalInterface
public interface KeyRequest {
    /**
     * Returns if Braze accepted it.
     *
     * @param audience whose cohort it names
     * @throws io.github.brazecohorts.braze.BrazeException what else Braze answered
     * @throws Exception if there was no request
     */
    void send(Audience audience) throws Exception;
}
