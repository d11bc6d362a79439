// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many may be in a cohort without a person's word. */
class GuardOfAddsTest {
    private static Comparison found(long adds, long removals, long unchanged) {
        return found(adds, removals, unchanged, Comparison.Aside.NOBODY);
    }

    private static Comparison found(long adds, long removals, long unchanged, Comparison.Aside aside) {
        return new Comparison(
                unchanged + adds,
                0,
                adds,
                removals,
                0,
                unchanged,
                unchanged + removals + aside.removals(),
                0,
                aside,
                OptionalLong.empty());
    }

    private static Guard upTo(long maxMembers) {
        return new Guard(true, 20, OptionalLong.of(maxMembers), false);
    }

    private static Guard addingUpTo(long maxMembers) {
        return new Guard(false, 20, OptionalLong.of(maxMembers), false);
    }

    @ParameterizedTest
    @CsvSource({"9, 0", "10, 0", "11, 11"})
    void holdsAllAddsWhenMoreThanMaxMembersWouldBeIn(long adds, long held) {
        Release release = upTo(100).release(found(adds, 0, 90));

        assertThat(release.heldAdds()).isEqualTo(held);
        assertThat(release.adds()).isEqualTo(held == 0);
    }

    @Test
    void countsNotWhoIsRemovedInTheSameRun() {
        assertThat(upTo(100).release(found(30, 20, 70)).adds()).isTrue();
    }

    @Test
    void letsRemovalsGoWhileAddsAreHeld() {
        assertThat(upTo(100).release(found(31, 20, 70))).isEqualTo(new Release(false, true, 31, 0));
    }

    @ParameterizedTest
    @CsvSource({"19, 0", "20, 0", "21, 21"})
    void countsWhoLeftACohortThatIsOnlyAddedTo(long adds, long held) {
        assertThat(addingUpTo(100).release(found(adds, 30, 50)).heldAdds()).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({"49, 0", "50, 0", "51, 51"})
    void countsWhoseRemovalIsHeld(long adds, long held) {
        Release release = upTo(150).release(found(adds, 60, 40));

        assertThat(release.heldRemovals()).isEqualTo(60);
        assertThat(release.heldAdds()).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "11, 11"})
    void countsWhoseRemovalBrazeRefuses(long adds, long held) {
        Comparison.Aside staying = new Comparison.Aside(0, 5, 0);

        assertThat(upTo(100).release(found(adds, 0, 85, staying)).heldAdds()).isEqualTo(held);
    }

    @Test
    void countsNotWhoseAddIsSetAside() {
        Comparison.Aside notIn = new Comparison.Aside(5, 0, 0);

        assertThat(upTo(100).release(found(10, 0, 90, notIn)).adds()).isTrue();
    }

    @Test
    void holdsNothingWhereNobodyComes() {
        assertThat(upTo(100).release(found(0, 0, 200)).isHeld()).isFalse();
    }

    @Test
    void letsNobodyIntoACohortOfNobody() {
        assertThat(upTo(0).release(found(1, 0, 0)).heldAdds()).isEqualTo(1);
    }

    @Test
    void isNotOpenedByAnApprovalOfRemovals() {
        Comparison approved =
                new Comparison(101, 0, 101, 0, 0, 0, 0, 0, Comparison.Aside.NOBODY, OptionalLong.of(1000));

        assertThat(upTo(100).release(approved).heldAdds()).isEqualTo(101);
    }

    @Test
    void staysAlsoWhereTheGuardOfRemovalsIsOff() {
        Guard guard = new Guard(true, 100, OptionalLong.of(100), false);

        assertThat(guard.release(found(101, 0, 0)).heldAdds()).isEqualTo(101);
    }
}
