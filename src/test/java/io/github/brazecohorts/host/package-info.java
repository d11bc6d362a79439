// SPDX-License-Identifier: Apache-2.0
/** Somebody else's Camel application, with the routes in it: what it gets, and what it must not suffer. */
package io.github.brazecohorts.host;
