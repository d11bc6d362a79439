// SPDX-License-Identifier: Apache-2.0
/** Figures that machines read, in Micrometer's registry of a host that has one. Entered by {@code Meters}. */
package io.github.brazecohorts.metrics;
