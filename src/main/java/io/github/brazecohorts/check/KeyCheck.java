// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.braze.BrazeException;
import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.report.Advice;
import io.github.brazecohorts.sync.Causes;
import java.net.URI;
import java.util.List;

/** Asks Braze once whether it takes a workspace's keys; a person reads what an alert of a run would say. */
public final class KeyCheck {
    private static final String CHECK = "keys";

    private final KeyRequest request;

    public KeyCheck(KeyRequest request) {
        this.request = request;
    }

    /**
     * What is found about the keys.
     *
     * @param audience one of the workspace's, whose cohort the request names
     */
    public Finding of(Workspace workspace, Audience audience) {
        if (workspace.instance().isSandbox()) {
            return Finding.ok(
                    CHECK,
                    workspace.name(),
                    "the local stand-in takes any keys; yours are tested when braze.instance names your instance");
        }
        try {
            request.send(audience);
            return Finding.ok(
                    CHECK,
                    workspace.name(),
                    workspace.instance().name() + " takes both keys of partner " + workspace.partner());
        } catch (BrazeException no) {
            return finding(no, workspace, audience);
        } catch (Exception unsent) {
            if (Causes.isUnreadableKey(unsent)) {
                return unreadable(unsent, workspace, audience);
            }
            return Finding.problem(
                    CHECK,
                    workspace.name(),
                    "no request could be made (" + Causes.inWords(unsent) + ")",
                    "See whether routes/braze.camel.yaml still has the route braze-key-check of this version.");
        }
    }

    private static Finding unreadable(Exception unsent, Workspace workspace, Audience audience) {
        Advice advice = advice(Causes.inWords(unsent), workspace, audience);
        return Finding.problem(
                CHECK,
                workspace.name(),
                advice.alert(Advice.KEYS_UNREADABLE).title() + ": " + advice.cause(),
                String.join(" ", advice.stepsWithoutRun(Advice.KEYS_UNREADABLE)));
    }

    private static Finding finding(BrazeException no, Workspace workspace, Audience audience) {
        if (no instanceof BrazeException.Rejected) {
            return Finding.warning(
                    CHECK,
                    workspace.name(),
                    "Braze read the request but did not take it (" + no.status()
                            + "), which says nothing against the keys",
                    "Nothing needs to be done: that an empty change tests the keys is written down nowhere. The first sync"
                            + " tests them.");
        }
        if (no instanceof BrazeException.Busy || no.namedWait().isPresent()) {
            return Finding.warning(
                    CHECK, workspace.name(), "could not be tested now: " + no.getMessage(), "Check again later.");
        }
        Advice advice = advice(no.getMessage(), workspace, audience);
        String code = code(no);
        return new Finding(
                CHECK,
                workspace.name(),
                isRefusal(no) ? Verdict.REFUSED : Verdict.PROBLEM,
                advice.alert(code).title() + (no.status() == 0 ? ": " + no.getMessage() : " (" + no.status() + ")"),
                String.join(" ", advice.stepsWithoutRun(code)));
    }

    private static boolean isRefusal(BrazeException no) {
        return no instanceof BrazeException.KeyRefused
                || no instanceof BrazeException.PartnerNotEnabled
                || no instanceof BrazeException.WrongInstance;
    }

    /** Of the alert that a run would give, as the policies in {@code failures.camel.yaml} have it. */
    private static String code(BrazeException no) {
        if (no instanceof BrazeException.KeyRefused) {
            return "invalid-credentials";
        }
        if (no instanceof BrazeException.PartnerNotEnabled) {
            return "partner-not-enabled";
        }
        if (no instanceof BrazeException.WrongInstance) {
            return "wrong-instance";
        }
        if (no instanceof BrazeException.Untrusted) {
            return Advice.UNTRUSTED;
        }
        return no instanceof BrazeException.Unavailable ? "braze-unavailable" : "unexpected-answer";
    }

    /** Nobody was compared with anybody: what it says of people is not shown. */
    private static Advice advice(String cause, Workspace workspace, Audience audience) {
        return new Advice(
                audience.name(),
                List.of(audience.name()),
                workspace.name(),
                workspace.instance().name(),
                workspace.instance().endpoint().map(URI::getHost).orElseThrow(),
                workspace.partner(),
                cause,
                0,
                0,
                false,
                false);
    }
}
