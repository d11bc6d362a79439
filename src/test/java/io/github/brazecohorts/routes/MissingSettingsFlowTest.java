// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.brazecohorts.settings.SettingsException;
import org.junit.jupiter.api.Test;

/** A setting that stands for something that is not there is a mistake: its default would be another cohort or state. */
class MissingSettingsFlowTest extends OnBench {
    @Test
    void allThatIsMissingIsToldAtOnceAndNothingIsBegun() {
        bench.setting("state.jdbc-url", "jdbc:postgresql://{{env:STATE_HOST_OF_NOBODY}}/state")
                .setting("braze.requests-per-hour", "{{not-written-anywhere}}")
                .setting("braze.data-import-key", "{{env:KEY_OF_NOBODY}}");

        assertThatThrownBy(bench::start)
                .rootCause()
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "state.jdbc-url cannot be read: it stands for {{env:STATE_HOST_OF_NOBODY}}, which is not there",
                        "braze.requests-per-hour cannot be read: it stands for {{not-written-anywhere}}",
                        "braze.data-import-key cannot be read: it stands for {{env:KEY_OF_NOBODY}}");
    }

    @Test
    void whatMayBeMissingHasItsDefault() {
        bench.people("ada");
        bench.setting("braze.requests-per-hour", "{{?not-written-anywhere}}")
                .setting("braze.batch-size", "{{env:SIZE_OF_NOBODY:7}}")
                .setting("braze.retries", "{{chosen}}")
                .setting("chosen", "2");

        assertThat(bench.start().sync().status()).isEqualTo("completed");
    }
}
