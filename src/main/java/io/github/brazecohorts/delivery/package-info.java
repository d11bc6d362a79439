// SPDX-License-Identifier: Apache-2.0
/** From single changes to batches on the wire: how they are grouped, in which order they may start, how fast. */
package io.github.brazecohorts.delivery;
