// SPDX-License-Identifier: Apache-2.0
/** What stands in {@code application.properties} under {@code braze.} and {@code state.}, checked all at once. */
package io.github.brazecohorts.settings;
