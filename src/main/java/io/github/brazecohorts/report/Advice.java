// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a person is told when a run did not end well: one text for each alert code.
 *
 * @param audience the NAME of the audience
 * @param workspace the name of the workspace
 * @param instance what the settings call the instance
 * @param host the host that is spoken to
 * @param partner the partner's name
 * @param cause what failed, in a few words without ids and keys
 * @param undelivered changes that wait for the next run
 * @param members who is in the cohort as far as Braze confirmed it
 * @param compared whether the audience was compared with the membership: else nobody knows what waits
 */
public record Advice(
        String audience,
        String workspace,
        String instance,
        String host,
        String partner,
        String cause,
        long undelivered,
        long members,
        boolean compared) {
    /** How a cause begins that is a fault of this program and not of what it speaks to. */
    public static final String OUR_OWN_FAULT = "unexpected failure";

    /** The code of an end because people would be left behind in a cohort: the further lines of its cause are the ways out. */
    public static final String STRANDED = "stranded";

    /** The code of an end because nobody vouches for the host's certificate. */
    public static final String UNTRUSTED = "untrusted";

    private static final String SYNC_NOW = "You need not wait for the schedule: type `sync %s`.";

    /** The alert of this code. */
    public Alert alert(String code) {
        if (cause.startsWith(OUR_OWN_FAULT)) {
            return ownFault(code);
        }
        return switch (code) {
            case "invalid-credentials" ->
                of(
                        code,
                        "Braze refuses the keys of workspace " + workspace,
                        "Braze answered 401, so no further request was started. " + meaning(),
                        List.of(
                                "In Braze's dashboard open Partner Integrations > Technology Partners > " + partner
                                        + " and compare the Data Import Key with BRAZE_DATA_IMPORT_KEY; a newly made key"
                                        + " invalidates the old one.",
                                "Compare the address of your dashboard with the setting braze.instance (now " + instance
                                        + "): dashboard-03.braze.com is US-03, dashboard-01.braze.eu is EU-01.",
                                "Check that BRAZE_PARTNER_API_KEY is the key that Braze issued to the partner "
                                        + partner + "; Braze issues one for US instances and another for EU instances.",
                                sync()));
            case "partner-not-enabled" ->
                of(
                        code,
                        "Braze has not enabled " + partner + " for workspace " + workspace,
                        "Braze knows the keys but says that the partner is not enabled for this account, so no further"
                                + " request was started. " + meaning(),
                        List.of(
                                "Ask your Braze representative to enable cohort import of the partner " + partner
                                        + " for this workspace.",
                                "Check that the setting braze.partner is the name that Braze issued, letter by letter.",
                                sync()));
            case "wrong-instance" ->
                of(
                        code,
                        "The Braze instance " + instance + " is not where it should be",
                        "The host " + host
                                + " is unknown, or shows a certificate for another name, so no further request was started. "
                                + meaning(),
                        List.of(
                                "Compare the address of your dashboard with the setting braze.instance (now " + instance
                                        + "): dashboard-03.braze.com is US-03.",
                                "Ask whoever runs your network whether the name " + host
                                        + " can be looked up from there.",
                                sync()));
            case "rate-limited" ->
                of(
                        code,
                        "Braze asks for a pause",
                        "Braze took no more requests (" + cause + "). " + meaning(),
                        List.of(
                                "Nothing needs to be done now: the next scheduled run goes on.",
                                "If this comes back, lower braze.requests-per-hour, or look for another program that uses"
                                        + " the same partner key."));
            case "braze-unavailable" ->
                of(
                        code,
                        "Braze cannot be reached",
                        "A request to " + host + " got no answer, or an error, at every attempt (" + cause + "). "
                                + meaning(),
                        List.of(
                                "Look at Braze's status page, and at the proxy and firewall between here and " + host
                                        + ".",
                                "Nothing is lost: the next run sends what is missing.",
                                sync()));
            case "unexpected-answer" ->
                of(
                        code,
                        "Braze answered something that is not known",
                        "The run was stopped (" + cause + "). " + meaning(),
                        List.of(
                                "Check the settings braze.instance and braze.partner, and the audience's cohortId and"
                                        + " cohortName.",
                                "See whether a proxy answers in Braze's place.",
                                "If all that is right, report it with the run's id: Braze may have changed its interface.",
                                sync()));
            case "source-failed" ->
                of(
                        code,
                        "The audience " + audience + " could not be read",
                        "The query did not reach its end (" + cause
                                + "). What was read of it was thrown away: nobody was" + " added or removed. "
                                + meaning(),
                        List.of(
                                "Run the query of " + audience + " by hand on the same database and user.",
                                "Check the source's address, user and password in application.properties.",
                                sync()));
            case UNTRUSTED ->
                of(
                        "unexpected-answer",
                        "The certificate of " + host + " cannot be trusted",
                        "No key was sent, because " + cause + ". " + meaning(),
                        List.of(
                                "Ask whoever runs your network whether a proxy opens encrypted connections between here and "
                                        + host + ": then Java's trust store needs the certificate of that proxy.",
                                "Check the clock of this computer, and take a Java that is not old: certificates expire, and"
                                        + " issuers change.",
                                sync()));
            case STRANDED ->
                of(
                        "source-failed",
                        "The audience " + audience + " cannot run as it is configured now",
                        "Nothing was sent, because " + cause.lines().findFirst().orElse("") + ".",
                        Stream.concat(cause.lines().skip(1), Stream.of(sync())).toList());
            case "state-failed" ->
                of(
                        code,
                        "The memory of what was delivered cannot be used",
                        "The state database failed (" + cause + "). " + meaning(),
                        List.of(
                                "Check the disk that the state lies on: free space, permissions.",
                                "Do not delete the state: it is the only list of who is in the cohort.",
                                sync()));
            default -> ownFault(code);
        };
    }

    /** The steps of the alert of this code, but for the one that asks for a run. */
    public List<String> stepsWithoutRun(String code) {
        return alert(code).steps().stream().filter(step -> !step.equals(sync())).toList();
    }

    private Alert ownFault(String code) {
        return of(
                code,
                "A run of " + audience + " went wrong",
                "Something failed that is not known (" + cause + "). " + meaning(),
                List.of("Look into the log for this run's id.", sync()));
    }

    private String meaning() {
        return compared
                ? members + " people are in the cohort, " + undelivered
                        + " changes wait; the next run finds out anew what is missing."
                : "Nothing was changed: " + members
                        + " people were in the cohort after the last run; the next run finds out who is missing.";
    }

    private String sync() {
        return SYNC_NOW.formatted(audience);
    }

    private Alert of(String code, String title, String whatHappened, List<String> steps) {
        return new Alert(code, audience, workspace, title, whatHappened, steps);
    }
}
