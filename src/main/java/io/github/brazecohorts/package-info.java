// SPDX-License-Identifier: Apache-2.0
/** Keeps a Braze cohort equal to the result of a SQL query, as routes for Apache Camel. */
package io.github.brazecohorts;
