// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a person is told when a run did not end well: one text for each alert code.
 *
 * @param audience the NAME of the audience
 * @param audiences the NAMEs of all audiences of the workspace
 * @param workspace the name of the workspace
 * @param instance what the settings call the instance
 * @param host the host that is spoken to
 * @param partner the partner's name
 * @param cause what failed, in a few words without ids and keys
 * @param undelivered changes that wait for the next run
 * @param members who is in the cohort as far as Braze confirmed it
 * @param compared whether the audience was compared with the membership: else nobody knows what waits
 * @param stateShared whether a server has the state: else it is a file
 */
public record Advice(
        String audience,
        List<String> audiences,
        String workspace,
        String instance,
        String host,
        String partner,
        String cause,
        long undelivered,
        long members,
        boolean compared,
        boolean stateShared) {
    /** How a cause begins that is a fault of this program and not of what it speaks to. */
    public static final String OUR_OWN_FAULT = "unexpected failure";

    /** The code of an end because people would be left behind in a cohort: the further lines of its cause are the ways out. */
    public static final String STRANDED = "stranded";

    /** The code of an end because nobody vouches for the host's certificate. */
    public static final String UNTRUSTED = "untrusted";

    /** The code of an end because a key cannot be read any more. */
    public static final String KEYS_UNREADABLE = "keys-unreadable";

    /** The code of an end of a retirement that may not be over. */
    public static final String UNSETTLED = "unsettled";

    /** Causes that all audiences of a workspace share: of these one alert is open, which names them all. */
    private static final Set<String> OF_THE_WORKSPACE = Set.of(
            "invalid-credentials",
            KEYS_UNREADABLE,
            "partner-not-enabled",
            "wrong-instance",
            "rate-limited",
            "braze-unavailable");

    /** A file that {{secret-file:…}} names is read for each request, and needs no start. */
    private static final String START_ANEW =
            "After changing a setting or an environment variable start the program anew: it reads them when it starts.";

    private static final String TRIES_ONE_REQUEST =
            "Each scheduled run tries one request, and all goes on by itself as soon as Braze accepts it.";
    private static final String NEXT_RUN_TRIES = "The next scheduled run tries again.";

    /** The alert about an audience that no run can be begun of. */
    public static Alert mistaken(String audience, String workspace, List<String> problems) {
        return new Alert(
                "source-failed",
                audience,
                workspace,
                "The audience " + audience + " cannot run as it is configured",
                "It was left out, and its cohort stays as it is. The other audiences run.",
                Stream.concat(
                                problems.stream()
                                        .map(problem -> "Mend this where the audience is written: " + problem + "."),
                                Stream.of("Then start the program anew."))
                        .toList());
    }

    /** The alert of this code. */
    public Alert alert(String code) {
        Alert alert = cause.startsWith(OUR_OWN_FAULT) ? ownFault(code) : known(code);
        return OF_THE_WORKSPACE.contains(code) ? alert.of(audiences) : alert;
    }

    private Alert known(String code) {
        return switch (code) {
            case "invalid-credentials" -> keysRefused();
            case KEYS_UNREADABLE -> keysUnreadable();
            case "partner-not-enabled" -> partnerNotEnabled();
            case "wrong-instance" -> wrongInstance();
            case "rate-limited" -> rateLimited();
            case "braze-unavailable" -> unavailable();
            case "unexpected-answer" -> unexpected();
            case UNTRUSTED -> untrusted();
            case "source-failed" -> sourceFailed();
            case STRANDED -> stranded();
            case UNSETTLED -> unsettled();
            case "state-failed" -> stateFailed();
            case "overlap" -> overlap();
            case "no-run" -> noRun();
            default -> ownFault(code);
        };
    }

    /** The steps of the alert of this code, but for those that are about a program that runs. */
    public List<String> stepsWithoutRun(String code) {
        return alert(code).steps().stream()
                .filter(step -> !step.equals(syncNow()) && !step.equals(START_ANEW))
                .toList();
    }

    private Alert keysRefused() {
        return of(
                "invalid-credentials",
                "Braze refuses the keys of workspace " + workspace,
                "Braze answered 401, so no further request was started. " + meaning() + " " + TRIES_ONE_REQUEST,
                List.of(
                        "In Braze's dashboard open Partner Integrations > Technology Partners > " + partner
                                + " and compare the Data Import Key with " + key("data-import-key")
                                + "; a newly made key"
                                + " invalidates the old one.",
                        compareInstance() + ", dashboard-01.braze.eu is EU-01.",
                        "Check that " + key("partner-api-key") + " is the key that Braze issued to the partner "
                                + partner + "; Braze issues one for US instances and another for EU instances.",
                        START_ANEW,
                        syncNow()));
    }

    private Alert keysUnreadable() {
        return of(
                "invalid-credentials",
                "The keys of workspace " + workspace + " cannot be read",
                "No request can be made, because " + cause + ". " + meaning() + " " + NEXT_RUN_TRIES,
                List.of(
                        "See where that setting says that the key stands (a file, a variable, a vault), and put it back"
                                + " there.",
                        "If it is there, let the user that runs this program read it.",
                        syncNow()));
    }

    private Alert partnerNotEnabled() {
        return of(
                "partner-not-enabled",
                "Braze has not enabled " + partner + " for workspace " + workspace,
                "Braze knows the keys but says that the partner is not enabled for this account, so no further request"
                        + " was started. " + meaning() + " " + TRIES_ONE_REQUEST,
                List.of(
                        "Ask your Braze representative to enable cohort import of the partner " + partner
                                + " for this workspace.",
                        "Check that the setting " + setting("partner")
                                + " is the name that Braze issued, letter by letter.",
                        START_ANEW,
                        syncNow()));
    }

    private Alert wrongInstance() {
        return of(
                "wrong-instance",
                "The Braze instance " + instance + " is not where it should be",
                "The host " + host + " is unknown, or shows a certificate for another name, so no further request was"
                        + " started. " + meaning() + " " + TRIES_ONE_REQUEST,
                List.of(
                        compareInstance() + ".",
                        "Ask whoever runs your network whether the name " + host + " can be looked up from there.",
                        START_ANEW,
                        syncNow()));
    }

    private Alert rateLimited() {
        return of(
                "rate-limited",
                "Braze asks for a pause",
                "Braze took no more requests (" + cause + "). " + meaning()
                        + " When the wait is over, the next scheduled run goes on by itself.",
                List.of(
                        "Nothing needs to be done now. To try at once, type `sync " + audience + "`.",
                        "If this comes back, lower " + setting("requests-per-hour")
                                + ", or look for another program that uses the same" + " partner key."));
    }

    private Alert unavailable() {
        return of(
                "braze-unavailable",
                "Braze cannot be reached",
                "A request to " + host + " got no answer, or an error, at every attempt (" + cause + "). " + meaning()
                        + " Nothing is lost: the next scheduled run sends what is missing.",
                List.of(
                        "Look at Braze's status page, and at the proxy and firewall between here and " + host + ".",
                        syncNow()));
    }

    private Alert unexpected() {
        return of(
                "unexpected-answer",
                "Braze answered something that is not known",
                "The run of " + audience + " was stopped (" + cause + "). " + meaning() + " " + NEXT_RUN_TRIES,
                List.of(
                        "Check the settings " + setting("instance") + " and " + setting("partner")
                                + ", and the audience's cohortId and" + " cohortName.",
                        "See whether a proxy answers in Braze's place.",
                        "If all that is right, report it with the run's id: Braze may have changed its interface.",
                        START_ANEW,
                        syncNow()));
    }

    private Alert untrusted() {
        return of(
                "unexpected-answer",
                "The certificate of " + host + " cannot be trusted",
                "No key was sent, because " + cause + ". " + meaning() + " " + NEXT_RUN_TRIES,
                List.of(
                        "Ask whoever runs your network whether a proxy opens encrypted connections between here and "
                                + host + ": then Java's trust store needs the certificate of that proxy.",
                        "Check the clock of this computer, and take a Java that is not old: certificates expire, and"
                                + " issuers change.",
                        syncNow()));
    }

    private Alert sourceFailed() {
        return of(
                "source-failed",
                "The audience " + audience + " could not be read",
                "The query did not reach its end (" + cause + "). What was read of it was thrown away: nobody was added"
                        + " or removed. " + meaning() + " " + NEXT_RUN_TRIES,
                List.of(
                        "Run the query of " + audience + " by hand on the same database and user.",
                        "Check the source's address, user and password in application.properties.",
                        START_ANEW,
                        syncNow()));
    }

    private Alert stranded() {
        return of(
                "source-failed",
                "The audience " + audience + " cannot run as it is configured now",
                "Nothing was sent, because " + cause.lines().findFirst().orElse("") + ".",
                Stream.concat(cause.lines().skip(1), Stream.of(syncNow())).toList());
    }

    private Alert unsettled() {
        return of(
                "braze-unavailable",
                "Retiring " + audience + " is not over yet",
                "As far as is known, " + cause + ": that person would come back, and nobody would remove them.",
                List.of("Type `retire " + audience + "` once more when braze.settling-time is over."));
    }

    private Alert stateFailed() {
        return of(
                "state-failed",
                "The memory of what was delivered cannot be used",
                "The state database failed (" + cause + "). " + meaning() + " " + NEXT_RUN_TRIES,
                stateShared
                        ? List.of(
                                "Look whether the PostgreSQL server runs, can be reached from here, and has room on its disk.",
                                "Check that the user, the database and the schema that it names are those of state.username,"
                                        + " state.jdbc-url and state.schema, and that this user may write there.",
                                "Do not empty its tables: they are the only list of who is in the cohort.",
                                syncNow())
                        : List.of(
                                "Check the disk that the state lies on: free space, permissions.",
                                "Do not delete the state: it is the only list of who is in the cohort.",
                                syncNow()));
    }

    private Alert overlap() {
        return of(
                "overlap",
                "Runs of " + audience + " come faster than they end",
                cause + ": the run before was still under way each time. Nothing is lost, but " + audience
                        + " is later than its schedule says.",
                List.of(
                        "Type `status` to see how far the run under way has come.",
                        "If its runs always take that long, give " + audience + " a schedule with longer intervals.",
                        "If it is another process that holds the state, end that one."));
    }

    private Alert noRun() {
        return of(
                "no-run",
                "The cohort of " + audience + " is not kept up to date",
                cause + ", and the last three that were due brought none. " + meaning() + " " + NEXT_RUN_TRIES,
                List.of(
                        "Look at the other alerts of " + audience + ": type `status`.",
                        "Type `check`: it says what is wrong and how to put it right.",
                        syncNow()));
    }

    private Alert ownFault(String code) {
        return of(
                code,
                "A run of " + audience + " went wrong",
                "Something failed that is not known (" + cause + "). " + meaning() + " " + NEXT_RUN_TRIES,
                List.of("Look into the log for this run's id.", syncNow()));
    }

    private String meaning() {
        String people = Figures.counted(members, "person is", "people are") + " in the cohort of " + audience;
        return compared
                ? people + ", " + Figures.counted(undelivered, "change waits", "changes wait") + "."
                : "Nothing was changed: as after the last run " + people + ".";
    }

    private String compareInstance() {
        return "Compare the address of your dashboard with the setting " + setting("instance") + " (now " + instance
                + "): dashboard-03.braze.com is US-03";
    }

    /** A further workspace takes from the default one what it leaves out: the name under which it may have its own. */
    private String setting(String name) {
        return (workspace.equals("default") ? "braze." : "braze.workspaces." + workspace + ".") + name;
    }

    /** As its environment variable, where it belongs. */
    private String key(String name) {
        return setting(name).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    private String syncNow() {
        return "You need not wait for the schedule: type `sync " + audience + "`.";
    }

    private Alert of(String code, String title, String whatHappened, List<String> steps) {
        return new Alert(code, audience, workspace, title, whatHappened, steps);
    }
}
