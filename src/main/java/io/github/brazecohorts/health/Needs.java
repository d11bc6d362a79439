// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.health;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.report.StatusFile;
import java.util.Set;

/**
 * What runs need, and is looked at.
 *
 * @param workspaces the names of those that the settings define; one that is there no more would stay refused for ever
 * @param file has the alerts that are open
 * @param news brings what other nodes noted into that file, where they share the store
 */
public record Needs(
        Audiences audiences, Set<String> workspaces, MembershipStore store, StatusFile file, Runnable news) {}
