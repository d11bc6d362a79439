// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller who asks for what cannot be is told so, and nothing is begun. */
class AskedFlowTest extends OnBench {
    @BeforeEach
    void deliver() {
        bench.people(10);
        bench.start().sync();
    }

    private String refusal(String name, Map<String, Object> asked) {
        long before = bench.requests();
        Exception refused = bench.run(name, asked).getException();

        assertThat(refused).isNotNull();
        assertThat(bench.requests()).isEqualTo(before);
        assertThat(bench.members()).hasSize(10);
        return rootCause(refused).getMessage();
    }

    private static Throwable rootCause(Throwable failure) {
        return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }

    @ParameterizedTest
    @ValueSource(strings = {"brazeCohortsApproveRemovals", "brazeCohortsLimit"})
    void aNegativeNumberIsRefusedByItsName(String property) {
        assertThat(refusal(Bench.PEOPLE, Map.of(property, -1))).isEqualTo(property + " must not be negative");
    }

    @Test
    void aCohortThatTheStateDoesNotKnowIsNotRetired() {
        assertThat(refusal(Bench.PEOPLE, Map.of("brazeCohortsRetire", "nothing")))
                .contains("no such audience");
    }

    @Test
    void anothersCohortIsNotRetired() {
        assertThat(refusal("others", Map.of("brazeCohortsRetire", Bench.COHORT)))
                .contains("no such audience");
    }

    @Test
    void aRefusedCallerMayAskAgain() {
        refusal(Bench.PEOPLE, Map.of("brazeCohortsLimit", -1));

        assertThat(bench.sync().status()).isEqualTo("completed");
    }
}
