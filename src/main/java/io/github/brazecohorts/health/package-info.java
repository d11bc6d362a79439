// SPDX-License-Identifier: Apache-2.0
/** Whether runs can do their work, for who asks Camel's health checks. Entered by {@code ReadinessCheck}. */
package io.github.brazecohorts.health;
