// SPDX-License-Identifier: Apache-2.0
/** What people and machines are told: the report of a run, alerts with advice, progress, and the status of each audience. */
package io.github.brazecohorts.report;
