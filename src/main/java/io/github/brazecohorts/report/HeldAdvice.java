// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a person is told when a guard holds changes.
 *
 * @param audience the NAME of the audience
 * @param workspace the name of the workspace
 * @param retiring whether the cohort is being retired
 * @param planned whether nothing was to be sent anyway
 * @param undelivered how many others wait for the next run
 * @param heldRemovals how many removals are held
 * @param heldAdditions how many adds are held
 * @param people how many people the audience has
 * @param known how many may be in the cohort
 * @param maxRemovedPercent the guard of removals
 * @param maxMembers the guard of adds
 * @param approved how many removals a person allowed; empty = none
 */
public record HeldAdvice(
        String audience,
        String workspace,
        boolean retiring,
        boolean planned,
        long undelivered,
        long heldRemovals,
        long heldAdditions,
        long people,
        long known,
        int maxRemovedPercent,
        OptionalLong maxMembers,
        OptionalLong approved) {

    /** The alert, with what to type. */
    public Alert alert() {
        List<String> happened = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        if (heldRemovals > 0) {
            happened.add(removals());
            steps.addAll(stepsForRemovals());
        }
        if (heldAdditions > 0) {
            happened.add(additions());
            steps.addAll(stepsForAdditions());
        }
        return new Alert("held", audience, workspace, title(), String.join(" ", happened), steps);
    }

    private String title() {
        String removals = heldRemovals > 0 ? Figures.counted(heldRemovals, "removal", "removals") : "";
        String additions = heldAdditions > 0 ? Figures.counted(heldAdditions, "add", "adds") : "";
        String both = removals + (removals.isEmpty() || additions.isEmpty() ? "" : " and ") + additions;
        return both + " of " + audience + (heldRemovals + heldAdditions == 1 ? " waits" : " wait") + " for your word";
    }

    private String removals() {
        return whyRemovals() + allowed() + " All removals " + (planned ? "would be" : "are")
                + " held: these people stay in the cohort" + elsewhere() + " Nothing is forgotten.";
    }

    private String whyRemovals() {
        if (retiring) {
            return "Retiring takes all " + known + " people out of the cohort, more than its guard lets go by itself.";
        }
        if (people == 0) {
            return "The audience has nobody in it now, while " + Figures.counted(known, "person is", "people are")
                    + " in the cohort.";
        }
        return "The audience would take " + heldRemovals + " of " + known + " people ("
                + Math.round(100.0 * heldRemovals / known) + " %) out of the cohort, more than its guard allows"
                + " (maxRemovedPercent " + maxRemovedPercent + ").";
    }

    private String allowed() {
        return approved.isPresent()
                ? " " + approved.getAsLong() + " removals were allowed, but " + heldRemovals + " would go."
                : "";
    }

    private String elsewhere() {
        boolean both = heldRemovals > 0 && heldAdditions > 0;
        return planned || retiring || both || undelivered > 0 ? "." : ", everything else is delivered.";
    }

    private List<String> stepsForRemovals() {
        String approval =
                "`%s %s --approve-removals %d`".formatted(retiring ? "retire" : "sync", audience, heldRemovals);
        if (retiring) {
            return List.of("If all of them are to go, type " + approval + ".");
        }
        return List.of(
                "Find out whether so many people really left: run the query by hand. A table that is just being loaded, or"
                        + " a broken join, looks the same.",
                "If they did, type " + approval + ".",
                "If they did not, mend the query or the table: the removals are no longer held when the audience has grown"
                        + " back.");
    }

    private String additions() {
        return "With " + heldAdditions + " more people the cohort would have more than maxMembers ("
                + maxMembers.orElse(0) + ") allows. All adds "
                + (planned ? "would be held: nobody would be added" : "are held: nobody is added") + elsewhere();
    }

    private List<String> stepsForAdditions() {
        return List.of(
                "Find out whether the audience is meant to be so large: run the query by hand. A join without its condition"
                        + " returns far too many people.",
                "If it is, raise maxMembers of " + audience
                        + " where the audience is written, and start the program anew.",
                "If it is not, mend the query: the next run goes on by itself.");
    }
}
