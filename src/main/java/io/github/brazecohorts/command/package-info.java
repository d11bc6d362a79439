// SPDX-License-Identifier: Apache-2.0
/** The runnable: {@code java -jar braze-cohorts.jar COMMAND}. */
package io.github.brazecohorts.command;
