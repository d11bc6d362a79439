// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/**
 * What a workspace is known by, to the state.
 *
 * @param workspace its name in the settings
 * @param endpoint the REST endpoint; the word {@code sandbox} for the stand-in
 * @param partner the name under which Braze issued the partner API key
 */
public record WorkspaceKey(String workspace, String endpoint, String partner) {}
