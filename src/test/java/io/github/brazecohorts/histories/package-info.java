// SPDX-License-Identifier: Apache-2.0
/**
 * Random histories of an audience, its cohort and Braze: people come and go, runs are cut, answers are lost, through the
 * real SQL, next to a model that is small enough to be obviously right.
 */
package io.github.brazecohorts.histories;
