// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Instant;

/**
 * A time at which the schedule of an audience asks for it.
 *
 * @param audience the NAME of the audience
 * @param slot the time by the schedule, not by a clock: so every node means the same one
 */
public record Firing(String audience, Instant slot) {}
