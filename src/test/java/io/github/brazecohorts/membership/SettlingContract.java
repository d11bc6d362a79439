// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Where the opposite of a request without an answer was sent within the settling time, the first run after that time says
 * once more what the audience says then.
 */
abstract class SettlingContract extends OnStore {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration SETTLED = SETTLING.plus(A_MINUTE);

    @BeforeEach
    void bobIsThere() {
        deliver("bob");
    }

    private void loseTheAddOfAda() {
        begin("ada", "bob").lost("ada").end();
    }

    private void loseTheRemovalOfAda() {
        deliver("ada", "bob");
        begin("bob").lost("ada").end();
    }

    @Test
    void aRemovalBehindALostAddIsSaidOnceMore() {
        loseTheAddOfAda();
        deliver("bob");
        time.pass(SETTLED);
        assertThat(begin("bob").says()).containsExactly("remove ada again");
    }

    @Test
    void anAddBehindALostRemovalIsSaidOnceMore() {
        loseTheRemovalOfAda();
        deliver("ada", "bob");
        time.pass(SETTLED);
        assertThat(begin("ada", "bob").says()).containsExactly("add ada again");
    }

    @Test
    void whatWasLostBeforeAnAcceptedRepetitionCountsToo() {
        begin("ada", "bob").lost("ada").accepted("ada").end();
        deliver("bob");
        time.pass(SETTLED);
        assertThat(begin("bob").says()).containsExactly("remove ada again");
    }

    @Test
    void nothingIsSaidBeforeTheTimeIsOver() {
        loseTheAddOfAda();
        deliver("bob");
        time.pass(SETTLING);
        assertThat(begin("bob").says()).isEmpty();
    }

    @Test
    void theTimeBeginsWhenTheLastAttemptLeft() {
        SentRun run = begin("ada", "bob").lost("ada");
        time.pass(Duration.ofMinutes(10));
        run.lost("ada").end();
        deliver("bob");
        time.pass(Duration.ofMinutes(10));
        assertThat(look("bob").again()).isZero();
        time.pass(Duration.ofMinutes(6));
        assertThat(look("bob").again()).isEqualTo(1);
    }

    @Test
    void itIsSaidOnceOnly() {
        loseTheAddOfAda();
        deliver("bob");
        time.pass(SETTLED);
        assertThat(delivered("bob")).hasSize(1);
        time.pass(SETTLED);
        assertThat(begin("bob").says()).isEmpty();
    }

    @Test
    void itIsCountedAsSaidAgain() {
        loseTheAddOfAda();
        deliver("bob");
        time.pass(SETTLED);
        Settlement settled = begin("bob").allAccepted().end();
        assertThat(settled.reasserted()).isEqualTo(1);
        assertThat(settled.removed()).isZero();
    }

    @Test
    void whatTheAudienceSaysThenIsSaid() {
        loseTheAddOfAda();
        deliver("bob");
        deliver("ada", "bob");
        time.pass(SETTLED);
        assertThat(delivered("ada", "bob")).containsExactly("add ada again");
        time.pass(SETTLED);
        assertThat(begin("ada", "bob").says()).isEmpty();
    }

    @Test
    void aChangeAfterTheTimeSettlesItByItself() {
        loseTheAddOfAda();
        deliver("bob");
        time.pass(SETTLED);
        assertThat(delivered("ada", "bob")).containsExactly("add ada");
        time.pass(SETTLED);
        assertThat(begin("ada", "bob").says()).isEmpty();
    }

    @Test
    void whereTheOppositeWasNotSentNothingIsRepeated() {
        loseTheAddOfAda();
        begin("bob").end();
        deliver("ada", "bob");
        time.pass(SETTLED);
        assertThat(begin("ada", "bob").says()).isEmpty();
    }

    @Test
    void whereTheOppositeWasSurelyNotAppliedNothingIsRepeated() {
        loseTheAddOfAda();
        begin("bob").refused("ada").end();
        deliver("ada", "bob");
        time.pass(SETTLED);
        assertThat(begin("ada", "bob").says()).isEmpty();
    }

    @Test
    void theOppositeMayHaveBeenLostItself() {
        loseTheAddOfAda();
        begin("bob").lost("ada").end();
        deliver("ada", "bob");
        time.pass(SETTLED);
        assertThat(begin("ada", "bob").says()).containsExactly("add ada again");
    }

    @Test
    void theOppositeAfterTheTimeNeedsNoRepetition() {
        loseTheAddOfAda();
        time.pass(SETTLED);
        assertThat(delivered("bob")).containsExactly("remove ada");
        time.pass(SETTLED);
        assertThat(begin("bob").says()).isEmpty();
    }

    @Test
    void whoIsRefusedAloneHasNothingToSettle() {
        begin("ada", "bob").lost("ada").rejected("ada").end();
        deliver("bob");
        time.pass(SETTLED);
        assertThat(begin("bob").says()).isEmpty();
    }

    @Test
    void aRepetitionThatIsNotAcceptedIsDueAgain() {
        loseTheAddOfAda();
        deliver("bob");
        time.pass(SETTLED);
        begin("bob").refused("ada").end();
        assertThat(begin("bob").says()).containsExactly("remove ada again");
    }

    @Test
    void whoGotNoAnswerToARepetitionIsUncertain() {
        loseTheAddOfAda();
        deliver("bob");
        time.pass(SETTLED);
        begin("bob").lost("ada").end();
        assertThat(begin("bob").says()).containsExactly("remove ada");
    }

    @Test
    void aRemovalThatIsHeldIsNotSaidAgainAndStaysDue() {
        loseTheAddOfAda();
        deliver("bob");
        time.pass(SETTLED);
        SentRun held = begin(MembershipStoreContract.OWNER, new Release(true, false, 0, 1), "bob");
        held.end();
        assertThat(held.says()).isEmpty();
        assertThat(look("bob").again()).isEqualTo(1);
    }

    @Test
    void aKillBeforeTheAnswerCountsAsNoAnswer() {
        begin("ada", "bob").lost("ada").kill();
        deliver("bob");
        time.pass(SETTLED);
        assertThat(begin("bob").says()).containsExactly("remove ada again");
    }

    @Test
    void aKillBeforeTheRequestHasNothingToSettle() {
        begin("ada", "bob").kill();
        deliver("bob");
        time.pass(SETTLED);
        assertThat(begin("bob").says()).isEmpty();
    }

    @Test
    void aKillBehindTheOppositeForgetsNothing() {
        loseTheAddOfAda();
        begin("bob").accepted("ada").kill();
        time.pass(SETTLED);
        assertThat(begin("bob").says()).containsExactly("remove ada again");
    }

    @Test
    void aKillBeforeTheRepetitionLeavesItDue() {
        loseTheAddOfAda();
        deliver("bob");
        time.pass(SETTLED);
        begin("bob").kill();
        assertThat(begin("bob").says()).containsExactly("remove ada again");
    }

    @Test
    void aKillBehindTheRepetitionSaysItNoMore() {
        loseTheAddOfAda();
        deliver("bob");
        time.pass(SETTLED);
        begin("bob").allAccepted().kill();
        assertThat(begin("bob").says()).isEmpty();
    }
}
