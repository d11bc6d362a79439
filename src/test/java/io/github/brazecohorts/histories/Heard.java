// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

/** What the program hears of a request. */
enum Heard {
    ACCEPTED,
    REFUSED,
    REJECTED,
    NOTHING
}
