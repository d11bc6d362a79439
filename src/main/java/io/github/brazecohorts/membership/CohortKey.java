// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/**
 * What a cohort is known by. Another key is another cohort, with a memory of its own.
 *
 * @param workspace the name of the workspace in the settings ({@code default} for {@code braze.*})
 * @param endpoint the REST endpoint; the word {@code sandbox} for the stand-in, whatever its port
 * @param partner the name under which Braze issued the partner API key
 * @param cohortId the partner's own identifier of the cohort
 */
public record CohortKey(String workspace, String endpoint, String partner, String cohortId) {
    /** The workspace that it belongs to. */
    public WorkspaceKey workspaceKey() {
        return new WorkspaceKey(workspace, endpoint, partner);
    }

    /** For a person. */
    String inWords() {
        return "The cohort " + cohortId + " of workspace " + workspace;
    }
}
