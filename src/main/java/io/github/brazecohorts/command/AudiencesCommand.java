// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.report.RunReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that runs named audiences, or all. */
abstract class AudiencesCommand extends ReportingCommand {
    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Takes N people of the audience, always the same ones, into a test cohort of its own:"
                    + " the cohort's id and name with (test) behind them. The real cohort is not touched.")
    private Long limit;

    /** NAMEs or {@code --all}. */
    static final class Which {
        @Parameters(arity = "1..*", paramLabel = "NAME", description = "The NAME of an audience: its routeId")
        private List<String> names = List.of();

        @Option(names = "--all", description = "All audiences")
        private boolean all;
    }

    /** What is asked of each run beside its NAME. */
    Map<String, Object> asked() throws RefusedStart {
        Map<String, Object> asked = new HashMap<>();
        if (limit != null) {
            asked.put("brazeCohortsLimit", notNegative("--limit", limit));
        }
        return asked;
    }

    static long notNegative(String option, long number) throws RefusedStart {
        if (number < 0) {
            throw new RefusedStart(option + " must not be negative; it is: " + number);
        }
        return number;
    }

    /** Whether exactly one audience is named. */
    boolean isAboutOne() {
        return !which.all && which.names.stream().distinct().count() == 1;
    }

    boolean isTest() {
        return limit != null;
    }

    @Override
    List<Wish> wishes(Application application) throws RefusedStart {
        Map<String, Object> asked = asked();
        return names(application).stream().map(name -> new Wish(name, asked)).toList();
    }

    /** All are all that were not retired: those wait to be called by their NAME. */
    private List<String> names(Application application) throws RefusedStart {
        Audiences audiences = application.module().audiences();
        if (which.all) {
            List<String> resting = application.module().resting();
            audiences.names().stream()
                    .filter(name -> audiences.find(name).isEmpty())
                    .map(name -> ReportText.mistakes(name, audiences.problems(name)))
                    .forEach(this::complain);
            audiences.names().stream()
                    .filter(resting::contains)
                    .map(name ->
                            "audience " + name + " was retired and rests; type `sync " + name + "` to let it go on")
                    .forEach(this::complain);
            return audiences.names().stream()
                    .filter(name -> !resting.contains(name))
                    .toList();
        }
        for (String name : which.names) {
            requireSound(audiences, name);
        }
        return which.names.stream().distinct().toList();
    }

    /** @throws RefusedStart if there is no such audience, or it has a mistake */
    static void requireSound(Audiences audiences, String name) throws RefusedStart {
        requireKnown(audiences, name);
        if (audiences.find(name).isEmpty()) {
            throw new RefusedStart(ReportText.mistakes(name, audiences.problems(name)));
        }
    }

    /** @throws RefusedStart if there is no such audience */
    static void requireKnown(Audiences audiences, String name) throws RefusedStart {
        if (!audiences.names().contains(name)) {
            throw new RefusedStart(
                    "there is no audience " + name + "; known are: " + String.join(", ", audiences.names()));
        }
    }

    /** A mistake in an audience that was named is a mistake in what was typed. */
    @Override
    int code(Application application, RunReport report) {
        return !which.all && application.module().isStranded(report.audience())
                ? ExitCode.USAGE
                : super.code(application, report);
    }

    /** Who asks for all did not get those that may stand in a file which is left out. */
    @Override
    int codeOfRoutes(Application application) {
        return which.all && !application.mistakes().isEmpty() ? ExitCode.NOT_COMPLETED : ExitCode.OK;
    }
}
