// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of one cohort, held by one run alone until it is closed. The order of a run:
 * {@link #settle()} what a killed run left, {@link #stage()}, {@link #compare}, {@link #intend}, {@link #changes()}
 * with {@link #mayLeave} and {@link #answered}, {@link #settle()}, {@link #remember}.
 *
 * <p>{@link #mayLeave} and {@link #answered} may be called by several threads while another iterates over
 * {@link #changes()}. Every method throws {@link StateException} when the database fails; nothing is half done then.
 * What is called out of order throws {@link IllegalStateException}, and a number that no change has
 * {@link IllegalArgumentException}: mistakes of the program, of which nothing is written down.
 */
public interface CohortMemory extends AutoCloseable {
    /**
     * Folds the intent of every earlier run of this cohort that is not folded yet into the membership, by the
     * transition table in {@code ARCHITECTURE.md}, and answers with every run that has no report yet, oldest first. Also
     * ends the current run: from here on {@link #mayLeave} and {@link #answered} are refused, and what was sent and not
     * answered counts as without an answer. May be called again.
     *
     * @throws StateException also if the membership is not what the last run wrote: it is not folded into then
     */
    List<Settlement> settle();

    /** Begins to read an audience. */
    Staging stage();

    /**
     * Compares a sealed audience with the membership in one pass. Nothing durable changes. Everything earlier must be
     * settled.
     *
     * @param sealed of this memory; may be closed afterwards
     * @throws StateException also if the membership is not what the last run wrote (count and hash)
     */
    Comparison compare(Staging sealed);

    /**
     * As {@link #settle()} and {@link #compare} together, but leaves everything as it was: for a plan.
     */
    Comparison rehearse(Staging sealed);

    /**
     * Writes down durably what a run intends, from the last {@link #compare}: to be called before its first request, once
     * for a comparison, also when there is nothing to change (the run is remembered).
     *
     * @param runId new in this cohort
     */
    void intend(String runId, String audience);

    /**
     * The changes that the run intends, in order of {@code seq}, read in pages; for one thread. {@code next} throws
     * {@link StateException} when the database fails or a change is missing.
     */
    Iterator<Change> changes();

    /**
     * To be called just before a request leaves: when it returns, it is noted durably that the changes {@code first} to
     * {@code last}, both included, may have been sent. What is never noted was never sent, and is never undone. May be
     * called again, also for a part of them. Costs a commit (about 1 ms).
     */
    void mayLeave(long first, long last);

    /**
     * Notes durably what became of the changes {@code first} to {@code last}, both included, that may have been sent.
     * Of two answers to one change the accepted one counts.
     */
    void answered(long first, long last, Outcome outcome);

    /** How many were confirmed members when last settled. */
    long members();

    /** The name that the cohort bears in Braze, as far as it was accepted; empty before the first naming. */
    Optional<String> name();

    /** Remembers that Braze accepted this name. */
    void named(String name);

    /**
     * Remembers a run's report; there is one for each run, and a later one replaces it. Also for a run that intended
     * nothing.
     *
     * @param report JSON, without ids and secrets
     */
    void remember(String runId, String audience, String status, String report);

    /** Lets another run have the cohort. What was not settled stays for the next run. */
    @Override
    void close();
}
