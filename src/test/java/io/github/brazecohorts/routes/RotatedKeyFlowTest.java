// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import io.github.brazecohorts.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
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
    void aFileThatVanishesWhileTheProgramRunsIsToldAsThat() throws IOException {
        bench.start();
        Files.delete(folder.resolve("key"));

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("failed");
        assertThat(bench.requests()).isZero();
        Alert alert = report.alerts().get(0);
        assertThat(alert.code()).isEqualTo("invalid-credentials");
        assertThat(alert.title()).isEqualTo("The keys of workspace default cannot be read");
        assertThat(alert.whatHappened()).contains("braze.data-import-key cannot be read: the file key is not there");
        assertThat(alert.audiences()).containsExactly("people");

        key("any-key");
        assertThat(Bench.codes(bench.sync())).containsExactly("recovered");
        assertThat(bench.members()).containsExactly("ada");
    }

    @Test
    void aFileThatVanishesInMidRunLeavesTheRestToTheNext() throws IOException {
        bench.setting("braze.batch-size", 1).start();
        bench.braze.fault(Fault.hold(new CountDownLatch(0) {
                    @Override
                    public void await() throws InterruptedException {
                        try {
                            Files.deleteIfExists(folder.resolve("key"));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        super.await();
                    }
                })
                .onName());

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("invalid-credentials");
        assertThat(report.undelivered()).isEqualTo(1);
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
