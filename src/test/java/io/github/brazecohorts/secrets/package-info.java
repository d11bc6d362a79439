// SPDX-License-Identifier: Apache-2.0
/** Keys and ids that stand out, and where a running program could show them: for tests of routes and of the built jar. */
package io.github.brazecohorts.secrets;
