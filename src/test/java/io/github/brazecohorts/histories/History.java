// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import io.github.brazecohorts.membership.CohortKey;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.PassingTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/** Plays steps, lets a few undisturbed runs follow, and claims that the cohort is the audience then. */
final class History {
    private static final OptionalLong ANY_NUMBER = OptionalLong.of(1_000_000);
    private static final List<String> CROWD =
            IntStream.rangeClosed(1, 60).mapToObj(n -> "person-" + n).toList();

    private final World world;
    private final MembershipStore store;
    private final CohortKey key;
    private final Programs programs;
    private int runs;

    /** Makes the program, or a mutant of it. */
    interface Programs {
        Program of(World world, CohortMemory memory, Chance chance);

        /** Trusts nothing that was delivered, and forgets nobody. */
        default void resync(CohortMemory memory) {
            memory.distrust();
        }
    }

    private History(MembershipStore store, CohortKey key, Programs programs, PassingTime clock) {
        this.store = store;
        this.key = key;
        this.programs = programs;
        clock.beginAnew();
        this.world = new World(clock);
    }

    /** What a history cost. */
    record Played(int runs, int requests) {}

    /**
     * @param cohortId not used before in this store
     * @throws Claim if something is not as it must be
     */
    static Played play(
            List<Step> steps,
            int reassertDays,
            MembershipStore store,
            PassingTime clock,
            String cohortId,
            Programs programs) {
        History history = new History(store, new CohortKey("default", "sandbox", "partner", cohortId), programs, clock);
        history.world.reassertDays = reassertDays;
        steps.forEach(history::take);
        history.endWell();
        return new Played(history.runs, history.world.braze.requests());
    }

    private void take(Step step) {
        if (step instanceof Step.Enter enter) {
            world.audience.add(enter.id());
        } else if (step instanceof Step.Leave leave) {
            world.audience.remove(leave.id());
        } else if (step instanceof Step.CrowdEnters) {
            world.audience.addAll(CROWD);
        } else if (step instanceof Step.CrowdLeaves) {
            CROWD.forEach(world.audience::remove);
        } else if (step instanceof Step.EverybodyLeaves) {
            world.audience.clear();
        } else if (step instanceof Step.Rename rename) {
            world.name = rename.name();
        } else if (step instanceof Step.Mode mode) {
            world.mirror = mode.mirror();
        } else if (step instanceof Step.Pass pass) {
            world.pass(Duration.ofMinutes(pass.minutes()));
        } else if (step instanceof Step.Reject reject) {
            world.braze.reject(reject.id(), reject.rejected());
        } else if (step instanceof Step.Resync) {
            resync();
        } else if (step instanceof Step.Run run) {
            run(
                    new Chance(run.seed(), run.trouble(), run.cutAt(), run.readFails()),
                    run.allowed() < 0 ? OptionalLong.empty() : OptionalLong.of(run.allowed()));
        }
    }

    private void resync() {
        try (CohortMemory memory = open()) {
            memory.settle();
            programs.resync(memory);
        }
    }

    private Program.End run(Chance chance, OptionalLong allowed) {
        world.pass(Duration.ofSeconds(1));
        try (CohortMemory memory = open()) {
            return programs.of(world, memory, chance).run("run-" + ++runs, allowed);
        } catch (Chance.Cut killed) {
            return null;
        }
    }

    private CohortMemory open() {
        return store.open(key, Duration.ZERO);
    }

    /**
     * First the promise as it stands, with ids that Braze still rejects; then, on later days, nothing is left to excuse
     * anything.
     */
    private void endWell() {
        world.pass(World.SETTLING.plusMinutes(1));
        Program.End end = run(Chance.fair(), ANY_NUMBER);
        if (end == Program.End.COMPLETED) {
            requirePromise();
        }
        world.braze.healAll();
        world.pass(Duration.ofDays(1));
        requireCompleted();
        world.pass(World.SETTLING.plusMinutes(1));
        requireCompleted();
        requirePromise();
        requireNothingToDo();
        requireEveryoneSentAgain();
        world.mirror = true;
        requireCompleted();
        Claim.that(world.braze.members().equals(world.audience), "the cohort is not the audience");
    }

    private void requireCompleted() {
        Claim.that(run(Chance.fair(), ANY_NUMBER) == Program.End.COMPLETED, "an undisturbed run did not complete");
        Claim.that(world.braze.name().equals(world.name), "the cohort has another name");
    }

    private void requirePromise() {
        Set<String> promised = new HashSet<>(world.audience);
        promised.removeAll(world.braze.rejected(world.now()));
        Claim.that(world.braze.members().containsAll(promised), "somebody is missing in the cohort");
        if (world.mirror) {
            Claim.that(
                    world.audience.containsAll(world.braze.members()),
                    "somebody is in the cohort who is not in the audience");
        }
    }

    private void requireNothingToDo() {
        int before = world.braze.requests();
        requireCompleted();
        Claim.that(world.braze.requests() == before, "something was sent although nothing changed");
    }

    /** In a round of days each member is sent once more. */
    private void requireEveryoneSentAgain() {
        if (world.reassertDays > 0) {
            Set<String> before = new HashSet<>(world.braze.sentAsAdd());
            world.braze.sentAsAdd().clear();
            for (int day = 0; day < world.reassertDays; day++) {
                world.pass(Duration.ofDays(1));
                requireCompleted();
            }
            Claim.that(world.braze.sentAsAdd().containsAll(world.audience), "somebody was not sent again");
            world.braze.sentAsAdd().addAll(before);
        }
    }
}
