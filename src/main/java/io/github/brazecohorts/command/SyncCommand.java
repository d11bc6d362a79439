// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import picocli.CommandLine.Command;

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
            "3:Braze refused the keys or the instance"
        })
final class SyncCommand extends AudiencesCommand {
    @Override
    boolean isPlan() {
        return false;
    }
}
