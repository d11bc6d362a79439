// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/**
 * Whose a cohort is.
 *
 * @param audience the NAME of the audience
 * @param idType what its ids are
 * @param aliasLabel the label, if they are aliases; else empty
 * @param test whether it is the cohort of a test audience
 */
public record Owner(String audience, String idType, String aliasLabel, boolean test) {}
