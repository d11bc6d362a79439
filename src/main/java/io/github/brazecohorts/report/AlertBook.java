// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which alerts are open, and what of it people are told: a cause once, again every four hours while it lasts, and once that
 * it is over.
 */
public record AlertBook(List<OpenAlert> open) {
    /** Nothing is open. */
    public static final AlertBook EMPTY = new AlertBook(List.of());

    /** What is over as soon as Braze accepts a request. */
    public static final Set<String> REFUSALS = Set.of("invalid-credentials", "partner-not-enabled", "wrong-instance");

    /**
     * What became of the book.
     *
     * @param applying the alerts that were raised, with the time since when they are open
     * @param told what people are told now
     */
    public record Page(AlertBook book, List<Alert> applying, List<Alert> told) {}

    public AlertBook {
        open = List.copyOf(open);
    }

    /** Both books; of the same alert the one that was raised later. */
    public AlertBook and(AlertBook other) {
        return new AlertBook(Stream.concat(
                        open.stream()
                                .map(alert -> other.find(alert.alert())
                                        .filter(same -> alert.isOlderThan(Instant.parse(same.seen())))
                                        .orElse(alert)),
                        other.open.stream().filter(alert -> find(alert.alert()).isEmpty()))
                .toList());
    }

    /**
     * What of this book is new against the one before, or was so already: of the rest others may know by now that it is
     * over.
     */
    public AlertBook raisedSince(AlertBook before, AlertBook already) {
        return new AlertBook(open.stream()
                .filter(alert -> !before.open.contains(alert)
                        || already.find(alert.alert()).isPresent())
                .toList());
    }

    /** The alerts that are open about an audience of this NAME. */
    public List<Alert> of(String audience) {
        return open.stream()
                .map(OpenAlert::alert)
                .filter(alert -> alert.concerns(audience))
                .toList();
    }

    /** The alerts that are open because Braze refuses the keys or the instance of a workspace. */
    public List<Alert> refusals() {
        return open.stream()
                .map(OpenAlert::alert)
                .filter(alert -> REFUSALS.contains(alert.code()))
                .toList();
    }

    /** Whether such an alert is open about this workspace. */
    public boolean isRefused(String workspace) {
        return refusals().stream().anyMatch(alert -> alert.workspace().equals(workspace));
    }

    /**
     * Turns the page: what was raised is open; what is over is open no more.
     *
     * @param by the NAME of the audience that raises them
     * @param over whether the cause of an open alert is surely over; not asked of what was raised
     */
    public Page turn(List<Alert> raised, String by, Predicate<OpenAlert> over, Instant now) {
        List<OpenAlert> after = new ArrayList<>();
        List<Alert> told = new ArrayList<>();
        List<Alert> applying = new ArrayList<>();
        for (Alert alert : raised) {
            Optional<OpenAlert> before = find(alert);
            OpenAlert present =
                    before.map(known -> known.again(alert, by, now)).orElseGet(() -> OpenAlert.now(alert, by, now));
            if (before.isEmpty()) {
                told.add(present.alert());
            } else if (before.get().isDue(now)) {
                told.add(repeated(present));
            }
            after.add(present);
            applying.add(present.alert());
        }
        for (OpenAlert alert : open) {
            if (raised.stream().anyMatch(alert.alert()::isSameAs)) {
                continue;
            }
            if (over.test(alert)) {
                told.add(recovered(alert, now));
            } else {
                after.add(alert);
            }
        }
        return new Page(new AlertBook(after), applying, told);
    }

    private Optional<OpenAlert> find(Alert alert) {
        return open.stream().filter(known -> known.alert().isSameAs(alert)).findFirst();
    }

    private static Alert repeated(OpenAlert open) {
        Alert alert = open.alert();
        return new Alert(
                alert.code(),
                alert.audience(),
                alert.audiences(),
                alert.workspace(),
                alert.title(),
                "Still so, since " + Figures.time(open.since()) + ". " + alert.whatHappened(),
                alert.steps(),
                alert.since());
    }

    private static Alert recovered(OpenAlert over, Instant now) {
        Alert alert = over.alert();
        return new Alert(
                "recovered",
                alert.audience(),
                alert.audiences(),
                alert.workspace(),
                "Over: " + alert.title(),
                "The cause of the alert " + alert.code() + " is gone, after "
                        + Figures.duration(Duration.between(over.since(), now)) + ".",
                List.of("Nothing needs to be done: what had waited is delivered, or will be by the next runs."),
                alert.since());
    }
}
