// SPDX-License-Identifier: Apache-2.0
/**
 * Who should be in a cohort: an audience as it is configured, and the identifiers that its query returns. This room
 * knows nothing of Braze's requests or of the state.
 */
package io.github.brazecohorts.audience;
