// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.report.Progress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Empties an audience's cohort, and forgets it. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        description =
                "Takes everybody out of the audience's cohort, and of its test cohort, and ends the memory of it. Also of an"
                        + " audience that is gone from the routes, or whose cohort id has changed: then the old cohort is meant."
                        + " The audience's schedule rests until `sync NAME`.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nobody is in the cohort any more",
            "1:incomplete, failed or skipped",
            "2:settings or usage: nothing was begun",
            "3:Braze refused the keys or the instance",
            "4:the guard holds the removals"
        })
final class RetireCommand extends ReportingCommand {
    /** The property that names the cohort to retire. */
    static final String RETIRE = "brazeCohortsRetire";

    @Parameters(paramLabel = "NAME", description = "The NAME of an audience that the state knows")
    private String name;

    @Option(
            names = "--approve-removals",
            paramLabel = "N",
            description = "Lets up to N members go although the guard would hold them.")
    private Long approved;

    /** The last audience may be gone from the routes as well. */
    @Override
    Application start(Path file, Progress progress) throws RefusedStart {
        return Application.startEmpty(file, false, progress);
    }

    @Override
    List<Wish> wishes(Application application) throws RefusedStart {
        List<String> cohorts = application.module().cohortsOf(name);
        if (cohorts.isEmpty()) {
            throw new RefusedStart("the state knows no cohort of an audience " + name
                    + ": nothing was ever delivered under this NAME to the workspace that the settings name, or it is"
                    + " retired already");
        }
        Map<String, Object> asked = new HashMap<>();
        if (approved != null) {
            asked.put("brazeCohortsApproveRemovals", AudiencesCommand.notNegative("--approve-removals", approved));
        }
        return cohorts.stream()
                .map(cohort -> new Wish(name, with(asked, cohort)))
                .toList();
    }

    private static Map<String, Object> with(Map<String, Object> asked, String cohort) {
        Map<String, Object> all = new HashMap<>(asked);
        all.put(RETIRE, cohort);
        return all;
    }
}
