// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/** What a change does with one member. */
public enum Operation {
    ADD,
    REMOVE
}
