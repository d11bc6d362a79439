// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import io.github.brazecohorts.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys are read for each request: whoever rotates one restarts nothing. */
class RotatedKeyFlowTest extends OnBench {
    @BeforeEach
    void keepTheKeyInAFile() throws IOException {
        bench.setting("braze.data-import-key", "{{secret-file:key}}");
        bench.people("ada");
        key("the-old-key\n");
    }

    private void key(String text) throws IOException {
        Files.writeString(folder.resolve("key"), text);
    }

    @Test
    void aRotatedKeyIsTakenWithoutARestart() throws IOException {
        try (Sandbox rotated = Sandbox.start(SandboxOptions.defaults().withKeys("a-newer-key", null))) {
            bench.setting("braze.instance", rotated.endpoint());
            bench.start();
            assertThat(bench.sync().status()).isEqualTo("refused");

            key("a-newer-key");

            assertThat(bench.sync().status()).isEqualTo("completed");
            assertThat(rotated.members(Bench.COHORT)).containsExactly("ada");
        }
    }

    @Test
    void aFileThatHoldsNothingIsAMistakeInTheSettings() throws IOException {
        key(" \n");

        assertThatThrownBy(() -> bench.start())
                .rootCause()
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "braze.data-import-key cannot be read", "the file key cannot be read: it holds nothing");
    }

    @Test
    void aFileThatIsNotThereIsAMistakeInTheSettings() throws IOException {
        Files.delete(folder.resolve("key"));

        assertThatThrownBy(() -> bench.start())
                .rootCause()
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("the file key is not there");
    }
}
