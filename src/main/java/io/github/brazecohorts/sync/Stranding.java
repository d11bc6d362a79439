// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.membership.CohortKey;
import io.github.brazecohorts.membership.KnownCohort;
import java.util.List;
import java.util.Optional;

/**
 * Finds who would be left behind without a word: the members of a cohort whose audience has another cohort now, or whose
 * ids are of another kind now.
 */
final class Stranding {
    private Stranding() {}

    /**
     * What is wrong, and in further lines the ways out; empty if nobody is left behind.
     *
     * @param key the audience's cohort as it is configured
     * @param known the cohorts that the state knows of this audience, and this one
     */
    static Optional<String> of(Audience audience, CohortKey key, List<KnownCohort> known) {
        return known.stream()
                .filter(KnownCohort::peopled)
                .map(cohort ->
                        cohort.key().equals(key) ? otherKind(audience, cohort) : otherCohort(audience, key, cohort))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> otherKind(Audience audience, KnownCohort cohort) {
        String before = kind(cohort.owner().idType(), cohort.owner().aliasLabel());
        String now = kind(audience.idType(), audience.aliasLabel().orElse(""));
        return cohort.owner().idType().isEmpty() || before.equals(now)
                ? Optional.empty()
                : Optional.of(
                        String.join(
                                "\n",
                                "the cohort " + cohort.key().cohortId() + " has members by " + before
                                        + ", and the audience " + audience.name() + " is now by " + now
                                        + ": they could not be removed any more",
                                "To go on as before, put the old idType and aliasLabel back.",
                                "To change the kind of id, empty the cohort first: type `retire " + audience.name()
                                        + "`.",
                                "To keep the old cohort beside the new one, give the audience another NAME and another cohortId."));
    }

    private static Optional<String> otherCohort(Audience audience, CohortKey key, KnownCohort cohort) {
        boolean sameAudience = cohort.owner().audience().equals(audience.name());
        return sameAudience && !cohort.owner().test()
                ? Optional.of(String.join(
                        "\n",
                        "the cohort id of the audience " + audience.name() + " is now " + key.cohortId()
                                + ", and its old cohort " + cohort.key().cohortId()
                                + " still has members, who would stay in it for ever",
                        "To rename the cohort and keep its members, write `cohortId: "
                                + cohort.key().cohortId() + "` where the audience is written.",
                        "To begin anew, empty the old cohort first: type `retire " + audience.name() + "`."))
                : Optional.empty();
    }

    private static String kind(String idType, String aliasLabel) {
        return aliasLabel.isEmpty() ? idType : idType + " of the label " + aliasLabel;
    }
}
