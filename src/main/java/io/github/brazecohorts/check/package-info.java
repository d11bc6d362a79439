// SPDX-License-Identifier: Apache-2.0
/**
 * What is wrong with a set-up, before anything is run with it: each class tests one part and answers with findings.
 * Nothing is changed by a check, neither here nor at the source nor in Braze.
 */
package io.github.brazecohorts.check;
