// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many may leave a cohort without a person's word. */
class GuardTest {
    private static final OptionalLong NOBODY_SAID = OptionalLong.empty();

    /** Of so many confirmed members so many leave, and one person comes. */
    private static Comparison leaving(long removals, long members) {
        return leaving(removals, members, 0, NOBODY_SAID);
    }

    private static Comparison leaving(long removals, long members, long uncertain, OptionalLong approved) {
        long staying = members - removals;
        return new Comparison(
                staying + 1, 0, 1, removals, 0, staying, members, uncertain, Comparison.Aside.NOBODY, approved);
    }

    private static Comparison emptied(long removals, OptionalLong approved) {
        return new Comparison(0, 0, 0, removals, 0, 0, removals, 0, Comparison.Aside.NOBODY, approved);
    }

    private static Guard mirror(int maxRemovedPercent) {
        return new Guard(true, maxRemovedPercent, OptionalLong.empty(), false);
    }

    @ParameterizedTest
    @CsvSource({"199, 0", "200, 0", "201, 201"})
    void holdsAllRemovalsWhenMoreThanThePercentageWouldGo(long removals, long held) {
        Release release = mirror(20).release(leaving(removals, 1000));

        assertThat(release.heldRemovals()).isEqualTo(held);
        assertThat(release.removals()).isEqualTo(held == 0);
    }

    @ParameterizedTest
    @CsvSource({"49, 0", "50, 0", "51, 51"})
    void neverHoldsFiftyOrFewer(long removals, long held) {
        assertThat(mirror(20).release(leaving(removals, 60)).heldRemovals()).isEqualTo(held);
    }

    @Test
    void holdsNotWhatIsManyButASmallPart() {
        assertThat(mirror(20).release(leaving(51, 1000)).removals()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "201, 201"})
    void takesThePercentageOfAllWhoMayBeInTheCohort(long removals, long held) {
        assertThat(mirror(20).release(leaving(removals, 700, 300, NOBODY_SAID)).heldRemovals())
                .isEqualTo(held);
    }

    @Test
    void letsAddsGoWhileRemovalsAreHeld() {
        Release release = mirror(20).release(leaving(60, 100));

        assertThat(release.adds()).isTrue();
        assertThat(release.isHeld()).isTrue();
    }

    @Test
    void holdsEvenOneRemovalWhenTheAudienceIsEmpty() {
        assertThat(mirror(20).release(emptied(1, NOBODY_SAID)).heldRemovals()).isEqualTo(1);
    }

    @Test
    void holdsNothingWhenTheCohortIsEmptyToo() {
        assertThat(mirror(20).release(Comparison.NOTHING)).isEqualTo(Release.ALL);
    }

    @ParameterizedTest
    @CsvSource({"50, 0", "51, 51"})
    void withNoPercentageOnlyTheFreeRemovalsGo(long removals, long held) {
        assertThat(mirror(0).release(leaving(removals, 1_000_000)).heldRemovals())
                .isEqualTo(held);
    }

    @Test
    void isOffAtAHundredPercent() {
        assertThat(mirror(100).release(leaving(1000, 1000)).removals()).isTrue();
        assertThat(mirror(100).release(emptied(1000, NOBODY_SAID)).removals()).isTrue();
    }

    @Test
    void holdsAlmostEverythingAtNinetyNinePercent() {
        assertThat(mirror(99).release(leaving(990, 1000)).removals()).isTrue();
        assertThat(mirror(99).release(leaving(991, 1000)).removals()).isFalse();
    }

    @Test
    void neitherRemovesNorHoldsInACohortThatIsOnlyAddedTo() {
        Guard adding = new Guard(false, 20, OptionalLong.empty(), false);

        assertThat(adding.release(leaving(60, 100))).isEqualTo(new Release(true, false, 0, 0));
        assertThat(adding.release(emptied(100, NOBODY_SAID)).isHeld()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "59, 60", "60, 0", "61, 0"})
    void letsGoWhatAPersonAllowed(long approved, long held) {
        assertThat(mirror(20)
                        .release(leaving(60, 100, 0, OptionalLong.of(approved)))
                        .heldRemovals())
                .isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({"99, 100", "100, 0"})
    void letsAnEmptyAudienceEmptyTheCohortIfAPersonAllowedIt(long approved, long held) {
        assertThat(mirror(20).release(emptied(100, OptionalLong.of(approved))).heldRemovals())
                .isEqualTo(held);
    }

    @Test
    void takesNoApprovalForALimit() {
        assertThat(mirror(20).release(leaving(30, 1000, 0, OptionalLong.of(10))).removals())
                .as("30 need nobody's word")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 49, 50})
    void letsASmallCohortBeRetired(long removals) {
        assertThat(retiring(20).release(emptied(removals, NOBODY_SAID)).removals())
                .isTrue();
    }

    @Test
    void holdsARetirementOfMoreUntilAPersonAllowsIt() {
        assertThat(retiring(20).release(emptied(51, NOBODY_SAID)).heldRemovals())
                .isEqualTo(51);
        assertThat(retiring(20).release(emptied(51, OptionalLong.of(50))).removals())
                .isFalse();
        assertThat(retiring(20).release(emptied(51, OptionalLong.of(51))).removals())
                .isTrue();
    }

    private static Guard retiring(int maxRemovedPercent) {
        return new Guard(true, maxRemovedPercent, OptionalLong.empty(), true);
    }

    @Test
    void letsEverythingPassWhereThereIsNone() {
        assertThat(Guard.NONE.release(leaving(1000, 1000))).isEqualTo(Release.ALL);
        assertThat(Guard.NONE.release(emptied(1000, NOBODY_SAID))).isEqualTo(Release.ALL);
    }
}
