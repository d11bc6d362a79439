// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import io.github.brazecohorts.audience.Audiences;
import java.util.List;

/** Tells every mistake of every audience. */
public final class AudienceCheck {
    private static final String CHECK = "audience";

    private final Audiences audiences;

    public AudienceCheck(Audiences audiences) {
        this.audiences = audiences;
    }

    /** One for each mistake, and one for each audience without any. */
    public List<Finding> findings() {
        List<String> names = audiences.names();
        return names.isEmpty()
                ? List.of(Finding.problem(
                        CHECK,
                        "routes/",
                        "no audiences are configured",
                        "Write one in routes/audiences.camel.yaml: a templatedRoute of cohort-sync with cohortName and"
                                + " query."))
                : names.stream().flatMap(name -> of(name).stream()).toList();
    }

    private List<Finding> of(String name) {
        List<String> problems = audiences.problems(name);
        return problems.isEmpty()
                ? List.of(Finding.ok(CHECK, name, "every parameter is sound"))
                : problems.stream()
                        .map(problem -> Finding.problemSaying(
                                CHECK, name, problem, "Correct it in the block of " + name + " in routes/."))
                        .toList();
    }
}
