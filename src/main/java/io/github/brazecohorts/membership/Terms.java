// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * On what terms an audience is compared with a cohort.
 *
 * @param reassertDays in how many days every member is sent again once, a slice each day; 0 = never
 * @param settlingTime how long after an attempt without an answer Braze may still apply it
 * @param limit only so many people of the audience, those of the smallest hash; empty = all
 */
public record Terms(int reassertDays, Duration settlingTime, OptionalLong limit) {}
