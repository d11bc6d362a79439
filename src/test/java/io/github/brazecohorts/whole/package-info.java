// SPDX-License-Identifier: Apache-2.0
/**
 * The whole way, from outside: the built jar in processes of its own, a real PostgreSQL as the source, and the Braze
 * stand-in in this process. Begin with {@link io.github.brazecohorts.whole.WholeWay}.
 */
package io.github.brazecohorts.whole;
