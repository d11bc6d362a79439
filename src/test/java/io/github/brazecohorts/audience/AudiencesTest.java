// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AudiencesTest {
    private static final Map<String, String> GOOD = Map.of("cohortName", "VIP", "query", "SELECT 1 AS external_id");
    private static final Map<String, String> BAD = Map.of("cohortName", "VIP");

    private final Audiences audiences = new Audiences(Set.of("default"));

    @Test
    void knowsAudiencesByNameInAlphabeticalOrder() {
        audiences.add("new", GOOD);
        audiences.add("lapsed", GOOD);

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
        audiences.add("other", GOOD);
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
}
