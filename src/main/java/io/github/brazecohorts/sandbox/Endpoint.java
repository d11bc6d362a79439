// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two endpoints that Braze gives a partner. */
enum Endpoint {
    /** {@code /partners/{partner}/cohorts}: names a cohort. */
    NAME,
    /** {@code /partners/{partner}/cohorts/users}: changes its members. */
    USERS;

    private static final Pattern PATH = Pattern.compile("/partners/([^/]+)/cohorts(/users)?");

    /** An endpoint and the partner in its path. */
    record Target(Endpoint endpoint, String partner) {}

    static Optional<Target> at(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches()
                ? Optional.of(new Target(matcher.group(2) == null ? NAME : USERS, matcher.group(1)))
                : Optional.empty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
