// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {
    private final SettingsCheck check = new SettingsCheck(Path.of("/srv/cohorts/prod.properties"));

    @Test
    void namesTheSettingAndItsEnvironmentVariable() {
        assertThat(check.findings(List.of("braze.batch-size must be a whole number from 1 to 1000; it is: 5000")))
                .containsExactly(Finding.problem(
                        "settings",
                        "braze.batch-size",
                        "must be a whole number from 1 to 1000; it is: 5000",
                        "Write it into prod.properties, or into the environment variable BRAZE_BATCH_SIZE."));
    }

    @Test
    void putsWhatIsAboutNoSettingOfOursOnOneLineUnderTheFile() {
        assertThat(check.findings(List.of("the routes could not be started: no\n  because: of this")))
                .containsExactly(Finding.problem(
                        "settings",
                        "prod.properties",
                        "the routes could not be started: no because: of this",
                        "Put it right in prod.properties or in routes/ beside it."));
    }

    @Test
    void takesWhatToDoFromTheMessageThatSaysIt() {
        assertThat(check.findings(List.of("there is no settings file x; name one with --config FILE")))
                .containsExactly(Finding.problem(
                        "settings", "prod.properties", "there is no settings file x", "Name one with --config FILE."));
    }
}
