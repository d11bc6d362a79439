// SPDX-License-Identifier: Apache-2.0
/**
 * What is said to Braze and what Braze answers, fact by fact from its public "Partner cohort import" page. This room
 * knows nothing of SQL, of runs or of Camel.
 */
package io.github.brazecohorts.braze;
