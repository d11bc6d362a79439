// SPDX-License-Identifier: Apache-2.0
/**
 * One sync run, from its opening to its report: the beans that the routes name, one class for each stage of the way. The
 * routes hold the order; here the rooms of the way meet, which do not know each other.
 */
package io.github.brazecohorts.sync;
