// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static io.github.brazecohorts.membership.MembershipStoreContract.OWNER;
import static io.github.brazecohorts.membership.MembershipStoreContract.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is remembered of a cohort beside who is in it: its names, whose it is, what a person allowed, who rests. */
abstract class StandingContract extends OnStore {
    private static final Owner ALIASES = new Owner("vip", "alias", "crm", false);
    private static final Owner TEST = new Owner("audience", "external_id", "", true);

    private KnownCohort known() {
        return store.known("audience", NOW).get(0);
    }

    private void approve(long removals) {
        try (CohortMemory memory = open()) {
            memory.approve(removals);
        }
    }

    @Test
    void theLastNameThatBrazeAcceptedIsRemembered() {
        try (CohortMemory memory = open()) {
            memory.named("Old");
            memory.named("New");
        }
        try (CohortMemory memory = open()) {
            assertThat(memory.name()).hasValue("New");
        }
    }

    @Test
    void nobodyOwnsACohortBeforeItsFirstRun() {
        try (CohortMemory memory = open()) {
            assertThat(memory.known("audience"))
                    .containsExactly(new KnownCohort(KEY, "", new Owner("", "", "", false), false));
        }
    }

    @Test
    void theAudienceOfTheLastRunOwnsIt() {
        begin().end();
        begin(ALIASES, Release.ALL).end();
        assertThat(store.known("audience", NOW)).isEmpty();
        assertThat(store.known("vip", NOW)).extracting(KnownCohort::owner).containsExactly(ALIASES);
    }

    @Test
    void theKindOfItsIdsIsWrittenDownBeforeTheFirstRequest() {
        begin(ALIASES, Release.ALL, "ada").kill();
        assertThat(store.known("vip", NOW)).extracting(KnownCohort::owner).containsExactly(ALIASES);
    }

    @Test
    void anAudienceIsAskedForBesideTheCohortOnly() {
        begin().end();
        try (CohortMemory other = open(key("other"));
                CohortMemory elsewhere = open(new CohortKey("elsewhere", "sandbox", "partner", "other"))) {
            assertThat(other.known("audience")).extracting(KnownCohort::key).containsExactly(KEY, key("other"));
            assertThat(elsewhere.known("audience"))
                    .extracting(KnownCohort::owner)
                    .hasSize(1);
        }
    }

    @Test
    void aCohortIsPeopledByItsMembers() {
        deliver("ada");
        assertThat(known().peopled()).isTrue();
        deliver();
        assertThat(known().peopled()).isFalse();
    }

    @Test
    void aCohortIsPeopledByTheUncertain() {
        begin("ada").lost("ada").end();
        assertThat(known().peopled()).isTrue();
    }

    @Test
    void aCohortIsPeopledByWhatAKilledRunMayHaveSent() {
        begin("ada").lost("ada").kill();
        assertThat(known().peopled()).isTrue();
    }

    @Test
    void aCohortIsNotPeopledByWhatAKilledRunDidNotSend() {
        begin("ada").kill();
        assertThat(known().peopled()).isFalse();
    }

    @Test
    void anApprovalIsFoundByTheNextComparison() {
        assertThat(look().approved()).isEmpty();
        approve(3);
        assertThat(look().approved()).hasValue(3);
    }

    @Test
    void theLastApprovalCounts() {
        approve(3);
        approve(2);
        assertThat(look().approved()).hasValue(2);
    }

    @Test
    void anApprovalIsUsedUpWhenEveryRemovalIsDelivered() {
        deliver("ada", "bob");
        approve(3);
        deliver();
        assertThat(look().approved()).isEmpty();
    }

    @Test
    void anApprovalIsUsedUpAlsoByARemovalThatIsRefusedAlone() {
        deliver("ada", "bob");
        approve(2);
        begin().accepted("ada").rejected("bob").end();
        assertThat(look().approved()).isEmpty();
    }

    @Test
    void whatIsStillToBeRemovedIsStillAllowed() {
        deliver("ada", "bob", "cy");
        approve(3);
        begin().accepted("ada").lost("bob").end();
        assertThat(look().approved()).hasValue(2);
    }

    @Test
    void anApprovalLastsAcrossAKill() {
        deliver("ada", "bob");
        approve(2);
        begin().accepted("ada").kill();
        assertThat(look().approved()).hasValue(1);
    }

    @Test
    void anApprovalEndsWithARunThatHoldsMore() {
        deliver("ada", "bob");
        approve(1);
        begin(OWNER, new Release(true, false, 0, 2)).end();
        assertThat(look().approved()).isEmpty();
    }

    @Test
    void anApprovalIsForOneCohort() {
        approve(3);
        try (CohortMemory other = open(key("other"))) {
            assertThat(compare(other).approved()).isEqualTo(OptionalLong.empty());
        }
    }

    private long distrust() {
        try (CohortMemory memory = open()) {
            memory.settle();
            return memory.distrust();
        }
    }

    @Test
    void whoeverIsDistrustedIsSentAnew() {
        deliver("ada", "bob");
        assertThat(distrust()).isEqualTo(2);
        assertThat(look().members()).isZero();
        assertThat(begin("ada").says()).containsExactly("add ada", "remove bob");
    }

    @Test
    void theNameOfADistrustedCohortIsToldOnceMore() {
        try (CohortMemory memory = open()) {
            memory.named("High Value");
        }
        begin().end();
        distrust();
        try (CohortMemory memory = open()) {
            assertThat(memory.name()).isEmpty();
        }
        assertThat(known().name()).as("the name that Braze has").isEqualTo("High Value");
    }

    @Test
    void whatIsNotSettledIsNotDistrusted() {
        begin("ada").kill();
        try (CohortMemory memory = open()) {
            assertThatThrownBy(memory::distrust).isInstanceOf(IllegalStateException.class);
        }
    }

    private boolean forget() {
        try (CohortMemory memory = open()) {
            memory.settle();
            return memory.forget();
        }
    }

    @Test
    void anEmptyCohortIsForgottenAndItsReportsStay() {
        deliver("ada");
        deliver();
        List<String> reports = store.lastReports(NOW);
        assertThat(forget()).isTrue();
        assertThat(store.known("audience", NOW)).isEmpty();
        assertThat(store.lastReports(NOW)).isEqualTo(reports).hasSize(1);
    }

    @Test
    void aCohortInWhichSomebodyMayBeIsNotForgotten() {
        deliver("ada");
        assertThat(forget()).isFalse();
        begin().lost("ada").end();
        assertThat(forget()).isFalse();
        assertThat(look().uncertain()).isEqualTo(1);
    }

    @Test
    void aCohortThatALateAnswerMayPeopleIsNotForgotten() {
        begin("ada").lost("ada").end();
        deliver();
        assertThat(forget()).isFalse();
    }

    @Test
    void theRefusalsOfAForgottenCohortAreForgotten() {
        begin("ada").rejected("ada").end();
        assertThat(forget()).isTrue();
        assertThat(begin("ada").says()).containsExactly("add ada");
    }

    @Test
    void anAudienceRestsUntilItIsToldToGoOn() {
        try (CohortMemory memory = open()) {
            memory.rest("audience", true);
            memory.rest("audience", true);
        }
        try (CohortMemory memory = open()) {
            assertThat(memory.rests("audience")).isTrue();
            assertThat(memory.rests("vip")).isFalse();
            memory.rest("audience", false);
            assertThat(memory.rests("audience")).isFalse();
        }
    }

    @Test
    void testsAreLeftOutOfTheLastReports() {
        begin(TEST, Release.ALL).end();
        assertThat(store.lastReports(NOW)).isEmpty();
    }
}
