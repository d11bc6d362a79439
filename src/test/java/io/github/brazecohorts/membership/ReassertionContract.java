// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.ids;
import static io.github.brazecohorts.membership.MembershipStoreContract.staged;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members who are still in the audience are sent again, a slice a day, until the slice was delivered in full. */
abstract class ReassertionContract extends OnStore {
    private static final String[] PEOPLE = ids(0, 60).toArray(String[]::new);

    @BeforeEach
    void everyDay() {
        reassertIn(1);
    }

    @Test
    void nothingIsSaidAgainOnTheDayOfTheFirstDelivery() {
        deliver("ada");
        assertThat(look("ada").again()).isZero();
    }

    @Test
    void everybodyIsSaidAgainOnceInARound() {
        reassertIn(3);
        deliver(PEOPLE);
        List<String> said = new ArrayList<>();
        for (int day = 1; day <= 3; day++) {
            time.pass(A_DAY);
            said.addAll(delivered(PEOPLE));
        }
        assertThat(said).hasSize(60).doesNotHaveDuplicates().allMatch(each -> each.endsWith(" again"));
    }

    @Test
    void itIsCountedApart() {
        deliver("ada");
        time.pass(A_DAY);
        Settlement settled = begin("ada").allAccepted().end();
        assertThat(settled.reasserted()).isEqualTo(1);
        assertThat(settled.added()).isZero();
    }

    @Test
    void itIsSaidOnceADay() {
        deliver("ada");
        time.pass(A_DAY);
        deliver("ada");
        assertThat(look("ada").again()).isZero();
    }

    @Test
    void whoLeftIsRemovedAndNotSaidAgain() {
        deliver("ada", "bob");
        time.pass(A_DAY);
        assertThat(begin("bob").says()).containsExactly("remove ada", "add bob again");
    }

    @Test
    void whoIsUncertainIsAddedAndNotSaidAgain() {
        deliver("ada");
        begin("ada", "bob").lost("bob").end();
        time.pass(A_DAY);
        assertThat(begin("ada", "bob").says()).containsExactly("add bob", "add ada again");
    }

    @Test
    void nothingIsSaidAgainWhereNothingWasEverAccepted() {
        begin("ada").lost("ada").end();
        time.pass(A_DAY);
        assertThat(begin("ada").says()).containsExactly("add ada");
    }

    @Test
    void theDayOfTheFirstAcceptedDeliveryCounts() {
        begin("ada").refused("ada").end();
        time.pass(A_DAY);
        deliver("ada");
        assertThat(look("ada").again()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsent", "lost", "refused"})
    void aSliceInWhichOneIsMissingIsDueAgain(String fate) {
        deliver("ada", "bob");
        time.pass(A_DAY);
        SentRun run = begin("ada", "bob").accepted("ada");
        suffer(run, "bob", fate).end();
        assertThat(look("ada", "bob").again()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsent", "lost", "refused", "rejected", "accepted"})
    void whoeverIsSaidAgainStaysAMember(String fate) {
        deliver("ada");
        time.pass(A_DAY);
        suffer(begin("ada"), "ada", fate).end();
        assertThat(look("ada").members()).isEqualTo(1);
    }

    @Test
    void whoIsRefusedAloneDoesNotKeepASliceDue() {
        deliver("ada", "bob");
        time.pass(A_DAY);
        begin("ada", "bob").accepted("ada").rejected("bob").end();
        assertThat(look("ada", "bob").again()).isZero();
    }

    private static SentRun suffer(SentRun run, String id, String fate) {
        return switch (fate) {
            case "lost" -> run.lost(id);
            case "refused" -> run.refused(id);
            case "rejected" -> run.rejected(id);
            case "accepted" -> run.accepted(id);
            default -> run;
        };
    }

    @Test
    void aKillBeforeItsRequestLeavesTheSliceDue() {
        deliver("ada");
        time.pass(A_DAY);
        begin("ada").kill();
        assertThat(begin("ada").says()).containsExactly("add ada again");
    }

    @Test
    void aKillBeforeItsAnswerLeavesTheSliceDue() {
        deliver("ada");
        time.pass(A_DAY);
        begin("ada").lost("ada").kill();
        assertThat(begin("ada").says()).containsExactly("add ada again");
    }

    @Test
    void aKillAfterItsAnswerLeavesNothingDue() {
        deliver("ada");
        time.pass(A_DAY);
        begin("ada").accepted("ada").kill();
        assertThat(look("ada").again()).isZero();
    }

    @Test
    void aSliceOfAKilledRunWasDeliveredOnItsOwnDay() {
        deliver("ada");
        time.pass(A_DAY);
        begin("ada").accepted("ada").kill();
        time.pass(A_DAY);
        assertThat(look("ada").again()).isEqualTo(1);
    }

    @Test
    void aRehearsalLeavesTheSliceDue() {
        deliver("ada");
        time.pass(A_DAY);
        try (CohortMemory memory = open();
                Staging staging = staged(memory, List.of("ada"))) {
            assertThat(memory.rehearse(staging, terms()).again()).isEqualTo(1);
        }
        assertThat(look("ada").again()).isEqualTo(1);
    }

    @Test
    void removalsThatAreHeldDoNotHoldIt() {
        deliver("ada", "bob");
        time.pass(A_DAY);
        Release held = new Release(true, false, 0, 1);
        assertThat(begin(MembershipStoreContract.OWNER, held, "bob").says()).containsExactly("add bob again");
    }

    @Test
    void noDaysMeanNever() {
        reassertIn(0);
        deliver("ada");
        time.pass(A_DAY.multipliedBy(400));
        assertThat(look("ada").again()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void afterAChangeOfTheDaysEverybodyIsSaidAgainWithinTheNewOnes(int days) {
        reassertIn(3);
        deliver(PEOPLE);
        time.pass(A_DAY);
        deliver(PEOPLE);
        reassertIn(days);
        Set<String> said = new HashSet<>();
        for (int day = 1; day <= days; day++) {
            time.pass(A_DAY);
            said.addAll(delivered(PEOPLE));
        }
        assertThat(said).hasSize(60);
    }
}
