// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import io.github.brazecohorts.delivery.Batch;
import io.github.brazecohorts.delivery.Narrowing;
import io.github.brazecohorts.delivery.Parts;
import io.github.brazecohorts.delivery.PlannedChange;
import io.github.brazecohorts.delivery.PlannedChanges;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.Comparison;
import io.github.brazecohorts.membership.Guard;
import io.github.brazecohorts.membership.Operation;
import io.github.brazecohorts.membership.Outcome;
import io.github.brazecohorts.membership.Owner;
import io.github.brazecohorts.membership.Release;
import io.github.brazecohorts.membership.Staging;
import io.github.brazecohorts.membership.Terms;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/**
 * One run, step by step in the order of the routes, through the classes that the routes use. Each step is a method, so
 * that a mutant can take another one.
 */
class Program {
    static final Owner OWNER = new Owner("buyers", "external_id", "", false);
    private static final int ATTEMPTS = 2;

    final World world;
    private final CohortMemory memory;
    private final Chance chance;
    private final Narrowing narrowing = new Narrowing();
    private final Set<String> removed = new HashSet<>();
    private Set<String> read = Set.of();
    private boolean stopped;
    private boolean incomplete;

    Program(World world, CohortMemory memory, Chance chance) {
        this.world = world;
        this.memory = memory;
        this.chance = chance;
    }

    /** How a run ended. */
    enum End {
        COMPLETED,
        HELD,
        INCOMPLETE,
        FAILED
    }

    /**
     * @param allowed how many removals a person allows now; empty = nobody says anything
     * @throws Chance.Cut if the run is killed
     */
    final End run(String runId, OptionalLong allowed) {
        memory.settle();
        chance.moment();
        allowed.ifPresent(number -> {
            memory.approve(number);
            world.allow(number);
        });
        Comparison found;
        try (Staging staging = memory.stage()) {
            if (!readAudience(staging)) {
                return End.FAILED;
            }
            found = memory.compare(staging, terms());
        }
        Release release = guard().release(found);
        chance.moment();
        intend(memory, runId, OWNER, release);
        chance.moment();
        nameCohort();
        deliver();
        chance.moment();
        memory.settle();
        memory.remember(runId, "buyers", "over", "{}");
        requireGuarded(release);
        if (!stopped && !incomplete) {
            world.allowed = 0;
        }
        return end(found, release);
    }

    private End end(Comparison found, Release release) {
        if (stopped || incomplete || found.aside().removals() > 0) {
            return End.INCOMPLETE;
        }
        return release.isHeld() ? End.HELD : End.COMPLETED;
    }

    /** @return false if the query fails in mid-way */
    boolean readAudience(Staging staging) {
        List<String> rows = List.copyOf(world.audience);
        read = new HashSet<>(rows);
        int half = rows.size() / 2;
        staging.add(seen(rows.subList(0, half)));
        if (chance.readFails()) {
            return sealedAfterPartialRead(staging);
        }
        staging.add(seen(rows.subList(half, rows.size())));
        staging.seal();
        return true;
    }

    boolean sealedAfterPartialRead(Staging staging) {
        return false;
    }

    List<String> seen(List<String> rows) {
        return rows;
    }

    private Terms terms() {
        return new Terms(world.reassertDays, settlingTime(), OptionalLong.empty());
    }

    Duration settlingTime() {
        return World.SETTLING;
    }

    Guard guard() {
        return new Guard(world.mirror, 20, OptionalLong.empty(), false);
    }

    void intend(CohortMemory held, String runId, Owner owner, Release release) {
        held.intend(runId, owner, release);
    }

    private void nameCohort() {
        if (!memory.name().equals(Optional.of(world.name))) {
            world.braze.rename(world.name);
            chance.moment();
            memory.named(world.name);
        }
    }

    private void deliver() {
        PlannedChanges changes = new PlannedChanges(memory.changes(), () -> stopped, failed -> {
            throw failed;
        });
        Batch batch = null;
        while (changes.hasNext()) {
            PlannedChange change = changes.next();
            if (batch == null) {
                batch = new Batch(change.change());
            } else {
                batch.add(change.change());
            }
            if (change.last() || batch.size() == ModelBraze.LARGEST_REQUEST) {
                deliver(new Parts(batch, new Random(0)));
                batch = null;
            }
        }
        if (!stopped) {
            List<Batch> alone = narrowing.decided();
            alone.forEach(this::setAside);
            incomplete |= !alone.isEmpty();
        }
    }

    private void deliver(Parts parts) {
        while (parts.isLeft() && !stopped) {
            Batch part = parts.next();
            switch (send(part)) {
                case ACCEPTED -> {
                    answered(memory, part, Outcome.ACCEPTED);
                    world.braze.known(part.operation(), part.ids());
                    narrowing.accepted().forEach(this::setAside);
                }
                case REJECTED -> narrow(parts, part);
                case REFUSED, NOTHING -> stopped = true;
            }
        }
    }

    private Heard send(Batch part) {
        Heard heard = Heard.NOTHING;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            mayLeave(memory, part);
            world.braze.expect(part.operation(), part.ids());
            chance.moment();
            heard = world.braze.receive(part.operation(), part.ids(), chance.fate(), world.now());
            chance.moment();
            noteRemoved(part);
            if (heard == Heard.REFUSED || heard == Heard.REJECTED) {
                answered(memory, part, Outcome.REFUSED);
            }
            if (heard == Heard.ACCEPTED || heard == Heard.REJECTED) {
                return heard;
            }
        }
        return heard;
    }

    void mayLeave(CohortMemory held, Batch part) {
        held.mayLeave(part.first(), part.last());
    }

    void answered(CohortMemory held, Batch part, Outcome outcome) {
        held.answered(part.first(), part.last(), outcome);
    }

    private void narrow(Parts parts, Batch part) {
        switch (narrowing.rejected(part)) {
            case HALVE -> parts.halve(part);
            case SET_ASIDE -> setAside(part);
            case STOP -> stopped = true;
            case WAIT -> {}
            case ENOUGH -> incomplete = true;
        }
    }

    private void setAside(Batch alone) {
        answered(memory, alone, Outcome.REJECTED);
        incomplete |= alone.operation() == Operation.REMOVE && alone.accepted() > 0;
    }

    private void noteRemoved(Batch part) {
        if (part.operation() == Operation.REMOVE) {
            Claim.that(part.ids().stream().noneMatch(read::contains), "somebody in the audience was removed");
            if (!part.isAgain()) {
                removed.addAll(part.ids());
            }
        }
    }

    /** What no run may do without a person's word, said without the program's own counts. */
    private void requireGuarded(Release release) {
        Claim.that(world.mirror || removed.isEmpty(), "mode add removed somebody");
        Claim.that(!release.isHeld() || removed.isEmpty(), "a held run removed somebody");
        Claim.that(!read.isEmpty() || removed.size() <= world.allowed, "an empty audience emptied the cohort");
        boolean many = removed.size() > 50
                && removed.size() * 5 > world.braze.sentAsAdd().size();
        Claim.that(!many || removed.size() <= world.allowed, "too many were removed without a person's word");
    }
}
