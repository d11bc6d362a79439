// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs audiences now, once. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description = "Runs these audiences now, once, and prints a report.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all completed",
            "1:some run incomplete, failed or skipped",
            "2:settings or usage: nothing was begun",
            "3:Braze refused the keys or the instance",
            "4:a guard holds changes"
        })
final class SyncCommand extends AudiencesCommand {
    @Option(
            names = "--approve-removals",
            paramLabel = "N",
            description = "Lets up to N members go although the guard would hold them; of one audience.")
    private Long approved;

    @Override
    Map<String, Object> asked() throws RefusedStart {
        Map<String, Object> asked = super.asked();
        if (approved != null) {
            if (!isAboutOne() || isTest()) {
                throw new RefusedStart(
                        "--approve-removals is said of one audience by its NAME, and not of a test audience");
            }
            asked.put("brazeCohortsApproveRemovals", notNegative("--approve-removals", approved));
        }
        return asked;
    }
}
