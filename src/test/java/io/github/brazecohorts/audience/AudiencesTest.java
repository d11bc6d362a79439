// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AudiencesTest {
    private static final Map<String, String> GOOD = Map.of("cohortName", "VIP", "query", "SELECT 1 AS external_id");
    private static final Map<String, String> OTHER = Map.of("cohortName", "Lapsed", "query", "SELECT 2 AS external_id");
    private static final Map<String, String> BAD = Map.of("cohortName", "VIP");

    private final Audiences audiences = new Audiences(Map.of("default", "amperity-"));

    @Test
    void knowsAudiencesByNameInAlphabeticalOrder() {
        audiences.add("new", GOOD);
        audiences.add("lapsed", OTHER);

        assertThat(audiences.names()).containsExactly("lapsed", "new");
        assertThat(audiences.find("new")).map(Audience::name).contains("new");
        assertThat(audiences.all()).extracting(Audience::name).containsExactly("lapsed", "new");
        assertThat(audiences.problems("new")).isEmpty();
    }

    @Test
    void keepsTheOthersWhenOneHasAMistake() {
        audiences.add("mistaken", BAD);
        audiences.add("good", GOOD);

        assertThat(audiences.names()).containsExactly("good", "mistaken");
        assertThat(audiences.all()).extracting(Audience::name).containsExactly("good");
        assertThat(audiences.find("mistaken")).isEmpty();
        assertThat(audiences.problems("mistaken")).containsExactly("query is missing; every audience needs one");
    }

    @Test
    void takesADuplicateNameForAMistakeInBoth() {
        audiences.add("twice", GOOD);
        audiences.add("other", OTHER);
        audiences.add("twice", GOOD);

        assertThat(audiences.find("twice")).isEmpty();
        assertThat(audiences.problems("twice"))
                .containsExactly("two audiences are called twice; give one of them another routeId");
        assertThat(audiences.find("other")).isPresent();
    }

    @Test
    void staysMistakenWhateverComesAfter() {
        audiences.add("twice", BAD);
        audiences.add("twice", GOOD);
        audiences.add("twice", GOOD);

        assertThat(audiences.find("twice")).isEmpty();
        assertThat(audiences.names()).containsExactly("twice");
        assertThat(audiences.problems("twice"))
                .contains("query is missing; every audience needs one")
                .hasSize(3);
    }

    @Test
    void knowsNothingOfWhatWasNeverAdded() {
        assertThat(audiences.names()).isEmpty();
        assertThat(audiences.find("nobody")).isEmpty();
        assertThat(audiences.problems("nobody")).isEmpty();
    }

    @Test
    void twoAudiencesOfOneCohortAreAMistakeInBoth() {
        audiences.add("one", Map.of("cohortName", "VIP", "query", "SELECT 1"));
        audiences.add("two", Map.of("cohortName", "VIP too", "query", "SELECT 2", "cohortId", "amperity-VIP"));
        audiences.add("three", Map.of("cohortName", "Others", "query", "SELECT 3"));

        assertThat(audiences.all()).extracting(Audience::name).containsExactly("three");
        assertThat(audiences.problems("one")).singleElement().asString().contains("amperity-VIP", "audience two");
        assertThat(audiences.problems("two")).singleElement().asString().contains("amperity-VIP", "audience one");
    }

    @Test
    void aSettingThatIsNotThereIsAMistake() {
        audiences.add("one", Map.of("cohortName", "VIP", "query", "SELECT {{nothing}}"));

        assertThat(audiences.problems("one"))
                .singleElement()
                .asString()
                .contains("query names a setting", "{{nothing}}");
    }
}
