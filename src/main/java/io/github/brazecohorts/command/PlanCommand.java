// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import java.util.Map;
import picocli.CommandLine.Command;

/** Counts what a sync would do. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "As sync, but sends nothing and leaves the state as it was: counts who would be added and removed.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all planned",
            "1:some plan failed or skipped",
            "2:settings or usage: nothing was begun",
            "4:a guard would hold changes"
        })
final class PlanCommand extends AudiencesCommand {
    @Override
    Map<String, Object> asked() throws RefusedStart {
        Map<String, Object> asked = super.asked();
        asked.put("brazeCohortsPlan", true);
        return asked;
    }
}
