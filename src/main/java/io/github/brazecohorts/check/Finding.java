// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import java.util.Locale;

/**
 * What a check found about one thing. Holds no secret and no row.
 *
 * @param check which check: settings, secrets, routes, audience, source, query, state or keys
 * @param subject what was tested: a setting, the NAME of an audience, a source, a file, a workspace
 * @param what what was found, without a full stop
 * @param remedy how to put it right, in sentences; empty where nothing is to be done
 */
public record Finding(String check, String subject, Verdict verdict, String what, String remedy) {
    /** What stands behind this says what a value is, and not what to do about it. */
    private static final String VALUE_SEEN = "it is: ";

    static Finding ok(String check, String subject, String what) {
        return new Finding(check, subject, Verdict.OK, what, "");
    }

    static Finding warning(String check, String subject, String what, String remedy) {
        return new Finding(check, subject, Verdict.WARNING, what, remedy);
    }

    static Finding problem(String check, String subject, String what, String remedy) {
        return new Finding(check, subject, Verdict.PROBLEM, what, remedy);
    }

    /**
     * A problem in the words of a message that runs give as well.
     *
     * @param message what is wrong; behind the last semicolon, if it has one, what to do
     * @param otherwise what to do where the message does not say it
     */
    static Finding problemSaying(String check, String subject, String message, String otherwise) {
        int end = message.lastIndexOf("; ");
        if (end < 0 || message.startsWith(VALUE_SEEN, end + 2)) {
            return problem(check, subject, message, otherwise);
        }
        return problem(check, subject, message.substring(0, end), sentence(message.substring(end + 2)));
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }
}
