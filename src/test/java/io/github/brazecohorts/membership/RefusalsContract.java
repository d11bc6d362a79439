// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.ids;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whom Braze refuses alone is set aside until a later day, and is never taken for one who left. */
abstract class RefusalsContract extends OnStore {
    private void reject(String... ids) {
        begin(ids).rejected(ids).end();
    }

    @Test
    void isSetAsideOnTheSameDay() {
        reject("ada");
        assertThat(look("ada").adds()).isZero();
        assertThat(look("ada").aside()).isEqualTo(new Comparison.Aside(1, 0, 0));
    }

    @Test
    void isCountedAsRejectedAndNotAsUndelivered() {
        Settlement settled =
                begin("ada", "bob", "cy").rejected("ada").accepted("bob").end();
        assertThat(settled.rejected()).isEqualTo(1);
        assertThat(settled.undelivered()).as("cy was never sent").isEqualTo(1);
    }

    @Test
    void travelsApartAndLastOnALaterDay() {
        reject("ada");
        time.pass(A_DAY);
        assertThat(begin("ada", "bob").says()).containsExactly("add bob", "add ada apart");
    }

    @Test
    void aDayEndsAtMidnightUtc() {
        time.pass(Duration.ofHours(16).minusMinutes(1));
        reject("ada");
        time.pass(Duration.ofMinutes(2));
        assertThat(look("ada").adds()).isEqualTo(1);
    }

    @Test
    void whoIsRefusedAgainWaitsForAnotherDay() {
        reject("ada");
        time.pass(A_DAY);
        reject("ada");
        assertThat(look("ada").aside().adds()).isEqualTo(1);
    }

    @Test
    void whoIsAcceptedOnALaterDayTravelsWithTheOthersFromThenOn() {
        reject("ada");
        time.pass(A_DAY);
        deliver("ada");
        deliver();
        assertThat(begin("ada").says()).containsExactly("add ada");
    }

    @Test
    void aHundredAreTriedInARunAndTheOthersInTheNext() {
        String[] many = ids(0, 130).toArray(String[]::new);
        reject(many);
        time.pass(A_DAY);
        SentRun first = begin(many);
        String[] tried = first.says().stream().map(said -> said.split(" ")[1]).toArray(String[]::new);
        first.rejected(tried).end();

        List<String> next = begin(many).says();

        assertThat(tried).hasSize(100);
        assertThat(next).hasSize(30).noneMatch(said -> List.of(tried).contains(said.split(" ")[1]));
    }

    @Test
    void whoWaitsLongestGoesFirst() {
        reject("zoe");
        time.pass(A_DAY);
        String[] later = ids(0, 100).toArray(String[]::new);
        String[] all = Stream.concat(Stream.of(later), Stream.of("zoe")).toArray(String[]::new);
        begin(all).rejected(later).end();
        time.pass(A_DAY);
        assertThat(begin(all).says()).hasSize(100).contains("add zoe apart");
    }

    @Test
    void noRemovalFollowsForOneWhoWasNeverAccepted() {
        reject("ada");
        assertThat(begin().says()).isEmpty();
    }

    @Test
    void whoWasUncertainAndNeverAcceptedIsSurelyNotAMember() {
        begin("ada").lost("ada").end();
        begin("ada").rejected("ada").end();
        assertThat(begin().says()).isEmpty();
    }

    @Test
    void whoWasUncertainAndOnceAcceptedMayStillBeAMember() {
        deliver("ada");
        begin().lost("ada").end();
        begin("ada").rejected("ada").end();
        assertThat(begin().says()).containsExactly("remove ada apart");
    }

    @Test
    void aRefusedRemovalLeavesTheMember() {
        deliver("ada");
        begin().rejected("ada").end();
        assertThat(look().members()).isEqualTo(1);
        assertThat(look().aside()).isEqualTo(new Comparison.Aside(0, 1, 0));
        time.pass(A_DAY);
        assertThat(begin().says()).containsExactly("remove ada apart");
    }

    @Test
    void aRefusedRemovalOfOneWhoWasNeverAcceptedEndsTheMatter() {
        begin("ada").lost("ada").end();
        begin().rejected("ada").end();
        assertThat(look().known() + look().aside().all()).isZero();
    }

    @Test
    void whoReturnsAfterARefusedRemovalIsAMemberAsEver() {
        deliver("ada");
        begin().rejected("ada").end();
        deliver("ada");
        assertThat(look("ada").aside().all()).isZero();
        assertThat(begin().says()).as("the refusal is forgotten").containsExactly("remove ada");
    }

    @Test
    void aRefusedReassertionLeavesTheMember() {
        reassertIn(1);
        deliver("ada");
        time.pass(A_DAY);
        begin("ada").rejected("ada").end();
        assertThat(look("ada").unchanged()).isEqualTo(1);
        assertThat(look("ada").aside()).isEqualTo(new Comparison.Aside(0, 0, 1));
        assertThat(begin().says()).as("the other way round is tried").containsExactly("remove ada apart");
    }

    @Test
    void aHalfWhoseWholeGotNoAnswerIsUncertain() {
        begin("ada").lost("ada").refused("ada").end();
        assertThat(look().uncertain()).isEqualTo(1);
    }

    @Test
    void whoIsAcceptedIsNotSetAsideByAnEarlierRefusal() {
        begin("ada").refused("ada").accepted("ada").end();
        assertThat(look("ada").unchanged()).isEqualTo(1);
    }

    @Test
    void aKillAfterTheNoteForgetsNoRefusal() {
        begin("ada").rejected("ada").kill();
        assertThat(look("ada").aside().adds()).isEqualTo(1);
        assertThat(begin().says()).isEmpty();
    }

    @Test
    void aKillBeforeTheNoteSetsNobodyAside() {
        begin("ada").refused("ada").kill();
        assertThat(begin("ada").says()).containsExactly("add ada");
    }

    @Test
    void theDayOfAKilledRunCounts() {
        begin("ada").rejected("ada").kill();
        time.pass(A_DAY);
        assertThat(begin("ada").says()).containsExactly("add ada apart");
    }

    @Test
    void anotherCohortIsNotConcerned() {
        reject("ada");
        try (CohortMemory other = open(MembershipStoreContract.key("other"))) {
            assertThat(compare(other, "ada").adds()).isEqualTo(1);
        }
    }
}
