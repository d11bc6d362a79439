// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import java.util.List;

/** Says what was left out of the route files: all else runs, so that nothing but a check may tell. */
public final class RoutesCheck {
    /** @param mistakes each as a line with the file, what is wrong with it, and what was left out for that */
    public List<Finding> findings(List<String> mistakes) {
        return mistakes.stream()
                .map(mistake -> Finding.problem(
                        "routes", "routes/", mistake, "Correct it there; everything else runs meanwhile."))
                .toList();
    }
}
