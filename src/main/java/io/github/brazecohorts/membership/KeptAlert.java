// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/**
 * An alert that is open, as the state keeps it: one for an audience and code, or for a workspace and code.
 *
 * @param audience the NAME of the audience; empty where the whole workspace is concerned
 * @param content JSON, without ids and secrets
 */
public record KeptAlert(String workspace, String audience, String code, String content) {}
