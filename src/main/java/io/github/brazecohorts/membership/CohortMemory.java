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
 *
 * <p>Its day and hour are those at which it was opened; days are UTC's.
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
    Comparison compare(Staging sealed, Terms terms);

    /**
     * As {@link #settle()} and {@link #compare} together, but leaves everything as it was: for a plan.
     */
    Comparison rehearse(Staging sealed, Terms terms);

    /**
     * Writes down durably what a run intends, from the last {@link #compare}: to be called before its first request, once
     * for a comparison, also when there is nothing to change (the run is remembered).
     *
     * @param runId new in this cohort
     * @param owner whose the cohort is from now on
     * @param release which of the changes are sent; the others are found again by the next comparison
     * @return how many changes were written down
     */
    long intend(String runId, Owner owner, Release release);

    /**
     * The changes that the run intends, in order of {@code seq}: adds, removals, what is said once more, and last those
     * that travel apart. Read in pages; for one thread. {@code next} throws {@link StateException} when the database
     * fails or a change is missing.
     */
    Iterator<Change> changes();

    /**
     * To be called just before each attempt leaves: when it returns, it is noted durably that the changes {@code first}
     * to {@code last}, both included, may have been sent, and when. What is never noted was never sent, and is never
     * undone. Costs a commit (about 1 ms).
     */
    void mayLeave(long first, long last);

    /**
     * To be called just before each attempt of a request that carries nobody.
     *
     * @throws StateException if the cohort is another run's by now: then it must not leave
     */
    void requireHeld();

    /**
     * Notes durably what became of an attempt with the changes {@code first} to {@code last}, both included. Of several
     * outcomes of one change the accepted one counts; each attempt without an outcome may have been applied, or be
     * applied later.
     */
    void answered(long first, long last, Outcome outcome);

    /** How many were confirmed members when last settled. */
    long members();

    /** The name that Braze is known to have; empty before the first naming, and when it is to be told once more. */
    Optional<String> name();

    /** Remembers that Braze accepted this name. */
    void named(String name);

    /** Every cohort of the same workspace, endpoint and partner that this audience ran, and this one. */
    List<KnownCohort> known(String audience);

    /**
     * Remembers that a person allows so many removals beyond the guard. It lasts until a run has delivered all its
     * removals, less what was removed meanwhile; or until one finds that more would go.
     */
    void approve(long removals);

    /**
     * Trusts nothing that was delivered, and forgets nobody: whoever is a confirmed member may be one. Everything earlier
     * must be settled.
     *
     * @return how many may be in the cohort
     */
    long distrust();

    /** Whether a request without an answer may still be applied against what was sent since. */
    boolean isUnsettled();

    /** Ends the memory of a cohort in which nobody is any more; its runs stay. Answers false if somebody may be in it. */
    boolean forget();

    /** Whether the audience was retired: its schedule rests. */
    boolean rests(String audience);

    /** Lets the schedule of an audience rest, or go on. */
    void rest(String audience, boolean rests);

    /**
     * Remembers a run's report; there is one for each run, and a later one replaces it. Also for a run that intended
     * nothing.
     *
     * @param report JSON, without ids and secrets
     */
    void remember(String runId, String audience, String status, String report);

    /**
     * Says whether what this run did not come to is left for another node to take over at once; nothing is where no schedule
     * began it. A run that never says so, because its program ended meanwhile, leaves it. To be called last.
     */
    void leave(boolean unfinished);

    /** Lets another run have the cohort. What was not settled stays for the next run. */
    @Override
    void close();
}
