// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
    private static final Guard TWENTY_PERCENT = new Guard(true, 20, OptionalLong.empty(), false);

    @ParameterizedTest
    @CsvSource({"199, 1000, false", "200, 1000, false", "201, 1000, true"})
    void holdsMoreThanItsPercentage(long removals, long known, boolean held) {
        assertThat(TWENTY_PERCENT.release(leaving(removals, known)).isHeld()).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({"49, false", "50, false", "51, true"})
    void neverHoldsUpToFifty(long removals, boolean held) {
        assertThat(TWENTY_PERCENT.release(leaving(removals, removals + 1)).isHeld())
                .isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({"0, 51, true", "99, 999, true", "100, 1000, false"})
    void takesWhateverPercentageItIsGiven(int percent, long removals, boolean held) {
        Guard guard = new Guard(true, percent, OptionalLong.empty(), false);

        assertThat(guard.release(leaving(removals, 1000)).isHeld()).isEqualTo(held);
    }

    @Test
    void countsWhoIsUncertainToo() {
        Comparison found = compared(1000, 0, 201, 200, 800, OptionalLong.empty());

        assertThat(TWENTY_PERCENT.release(found).heldRemovals()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"20, false, true", "20, true, false", "100, false, false"})
    void anEmptyAudienceIsHeldHoweverFewPeopleThereAre(int percent, boolean meant, boolean held) {
        Comparison found = compared(0, 0, 1, 1, 0, OptionalLong.empty());

        assertThat(new Guard(true, percent, OptionalLong.empty(), meant)
                        .release(found)
                        .isHeld())
                .isEqualTo(held);
    }

    @Test
    void anEmptyAudienceOfAnEmptyCohortIsNothing() {
        assertThat(TWENTY_PERCENT.release(Comparison.NOTHING)).isEqualTo(Release.ALL);
    }

    @ParameterizedTest
    @CsvSource({"499, true", "500, false", "501, false"})
    void lessThanWouldGoIsNoApproval(long approved, boolean held) {
        Comparison found = compared(500, 7, 500, 1000, 0, OptionalLong.of(approved));

        Release release = TWENTY_PERCENT.release(found);

        assertThat(release.isHeld()).isEqualTo(held);
        assertThat(release.adds()).isTrue();
    }

    @Test
    void holdsAllRemovalsOrNone() {
        assertThat(TWENTY_PERCENT.release(leaving(201, 1000))).isEqualTo(new Release(true, false, 0, 201));
    }

    @Test
    void aCohortThatIsOnlyAddedToLosesNobodyAndHoldsNothing() {
        Guard guard = new Guard(false, 20, OptionalLong.empty(), false);

        assertThat(guard.release(leaving(1000, 1000))).isEqualTo(new Release(true, false, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"109, true", "110, false", "111, false"})
    void holdsAllAddsThatWouldMakeTheCohortTooLarge(long most, boolean held) {
        Guard guard = new Guard(true, 20, OptionalLong.of(most), false);

        Release release = guard.release(compared(110, 10, 5, 105, 0, OptionalLong.empty()));

        assertThat(release.heldAdds()).isEqualTo(held ? 10 : 0);
        assertThat(release.removals()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"114, true", "115, false"})
    void countsWhoStaysAlthoughTheyLeftTheAudience(long most, boolean held) {
        Guard guard = new Guard(false, 20, OptionalLong.of(most), false);

        assertThat(guard.release(compared(110, 10, 5, 105, 0, OptionalLong.empty()))
                        .isHeld())
                .isEqualTo(held);
    }

    @Test
    void aLargeCohortToWhichNobodyIsAddedIsNotHeld() {
        Guard guard = new Guard(true, 20, OptionalLong.of(10), false);

        assertThat(guard.release(compared(100, 0, 0, 100, 0, OptionalLong.empty())))
                .isEqualTo(Release.ALL);
    }

    private static Comparison leaving(long removals, long known) {
        return compared(known - removals + 1, 0, removals, known, 0, OptionalLong.empty());
    }

    private static Comparison compared(
            long people, long adds, long removals, long members, long uncertain, OptionalLong approved) {
        return new Comparison(
                people, 0, adds, removals, 0, people - adds, members, uncertain, Comparison.Aside.NOBODY, approved);
    }
}
