// SPDX-License-Identifier: Apache-2.0
/**
 * A stand-in for Braze's partner cohort endpoints: strict as the contract that is known, on the loopback address only,
 * for the sample, for tests, and for trying an audience before there are keys.
 *
 * <p>The way in is {@link io.github.brazecohorts.sandbox.Sandbox}. What it knows of Braze is written down, request by
 * request and with its source, in {@code src/test/resources/sandbox/braze-contract.json}. Where nothing is known of
 * Braze, the stand-in does what surprises least, and the Javadoc calls that "the sandbox's own": it says nothing about
 * Braze.
 *
 * <p>Beside the endpoints of Braze there is a control area, {@code /sandbox/}, that shows the cohorts and the requests
 * and takes scripted faults. This room needs the JDK and Jackson, and nothing else of the project.
 */
package io.github.brazecohorts.sandbox;
