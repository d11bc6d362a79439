// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person is told when Braze rejects ids also when each is sent alone.
 *
 * @param audience the NAME of the audience
 * @param workspace the name of the workspace
 * @param rejected how many ids stand rejected now
 * @param staying how many of them left the audience and are still in the cohort
 * @param unfinished whether more of them are still to be found
 */
public record RejectedAdvice(String audience, String workspace, long rejected, long staying, boolean unfinished) {

    /** The alert; louder where people stay in the cohort who should not be there. */
    public Alert alert() {
        return rejected > 0 ? found() : searching();
    }

    /** No id stands alone yet: only too large a request, for instance, is accepted in parts. */
    private Alert searching() {
        return new Alert(
                "rejected-ids",
                audience,
                workspace,
                "Braze rejects some requests with people of " + audience,
                "Braze rejected some requests, and up to now no id is at fault alone. What is missing waits: the next run goes"
                        + " on with the search.",
                List.of("If this comes back, lower braze.batch-size: Braze may take smaller requests only."));
    }

    private Alert found() {
        String title = staying > 0
                ? Figures.counted(staying, "person who left is", "people who left are") + " still in the cohort of "
                        + audience
                : "Braze rejects " + ids() + " of " + audience;
        return new Alert("rejected-ids", audience, workspace, title, whatHappened(), steps());
    }

    private String whatHappened() {
        StringBuilder text =
                new StringBuilder("Braze rejected " + ids() + " of the audience also when sent alone. Who is"
                        + " rejected is set aside and costs the others nothing.");
        if (staying > 0) {
            text.append(" For ")
                    .append(staying)
                    .append(
                            " of them it refused the removal: who has left the audience there still gets what is sent to the"
                                    + " cohort.");
        }
        if (unfinished) {
            text.append(" More are still to be found: the next run goes on with the search.");
        }
        return text.toString();
    }

    private String ids() {
        return Figures.counted(rejected, "id", "ids");
    }

    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        if (staying > 0) {
            steps.add("Exclude these people in Braze until they are removed: ask Braze support why it refuses them.");
        }
        steps.add("See which ids they are: the view `rejected` of the state database, where audience = '" + audience
                + "'.");
        steps.add("Mend them where they come from, or leave them out in the query.");
        steps.add(
                "Nothing else needs to be done: they are tried again on a later day, apart from the others, up to 100 in a"
                        + " run.");
        return steps;
    }
}
