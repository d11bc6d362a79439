// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.util.Set;

/**
 * Who has a profile. Braze silently leaves out whom it does not know, and does not make up for it when the profile
 * appears: neither does the sandbox.
 */
final class Profiles {
    private volatile Set<String> ids;

    /** @param ids external ids, device ids and names of aliases; null = everybody has one */
    Profiles(Set<String> ids) {
        set(ids);
    }

    void set(Set<String> newIds) {
        ids = newIds == null ? null : Set.copyOf(newIds);
    }

    /** The entry without those who have no profile. */
    CohortEntry known(CohortEntry entry) {
        Set<String> now = ids;
        return now == null ? entry : entry.only(now::contains);
    }
}
