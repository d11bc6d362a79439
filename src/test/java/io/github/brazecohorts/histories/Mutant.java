// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import io.github.brazecohorts.delivery.Batch;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.Guard;
import io.github.brazecohorts.membership.Outcome;
import io.github.brazecohorts.membership.Owner;
import io.github.brazecohorts.membership.Release;
import io.github.brazecohorts.membership.Staging;
import io.github.brazecohorts.membership.Terms;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The program, broken on purpose in one place each. */
enum Mutant implements History.Programs {
    NO_INTENT_WRITTEN_FIRST(20261124) {
        @Override
        public Program of(World world, CohortMemory memory, Chance chance) {
            return new Program(world, memory, chance) {
                @Override
                void mayLeave(CohortMemory held, Batch part) {
                    // noted when the answer is there
                }

                @Override
                void answered(CohortMemory held, Batch part, Outcome outcome) {
                    held.mayLeave(part.first(), part.last());
                    held.answered(part.first(), part.last(), outcome);
                }
            };
        }
    },
    ACKNOWLEDGED_BEFORE_SENT(20261128) {
        @Override
        public Program of(World world, CohortMemory memory, Chance chance) {
            return new Program(world, memory, chance) {
                @Override
                void mayLeave(CohortMemory held, Batch part) {
                    held.mayLeave(part.first(), part.last());
                    held.answered(part.first(), part.last(), Outcome.ACCEPTED);
                }
            };
        }
    },
    UNSENT_TAKEN_AS_UNCERTAIN(20261124) {
        @Override
        public Program of(World world, CohortMemory memory, Chance chance) {
            return new Program(world, memory, chance) {
                @Override
                void intend(CohortMemory held, String runId, Owner owner, Release release) {
                    long changes = held.intend(runId, owner, release);
                    if (changes > 0) {
                        held.mayLeave(1, changes);
                    }
                }
            };
        }
    },
    GUARD_OFF(20261127) {
        @Override
        public Program of(World world, CohortMemory memory, Chance chance) {
            return new Program(world, memory, chance) {
                @Override
                Guard guard() {
                    return new Guard(world.mirror, 100, OptionalLong.empty(), true);
                }
            };
        }
    },
    RESYNC_THAT_FORGETS(20261146) {
        @Override
        public Program of(World world, CohortMemory memory, Chance chance) {
            return new Program(world, memory, chance);
        }

        @Override
        public void resync(CohortMemory memory) {
            try (Staging nobody = memory.stage()) {
                nobody.seal();
                memory.compare(nobody, new Terms(0, World.SETTLING, OptionalLong.empty()));
            }
            long changes = memory.intend("forgets", Program.OWNER, Release.ALL);
            if (changes > 0) {
                memory.mayLeave(1, changes);
                memory.answered(1, changes, Outcome.ACCEPTED);
            }
            memory.settle();
            memory.remember("forgets", "buyers", "over", "{}");
        }
    },
    COMPARED_AFTER_A_PARTIAL_READ(20261187) {
        @Override
        public Program of(World world, CohortMemory memory, Chance chance) {
            return new Program(world, memory, chance) {
                @Override
                boolean sealedAfterPartialRead(Staging staging) {
                    staging.seal();
                    return true;
                }
            };
        }
    },
    TEXT_INSTEAD_OF_BYTES(20261124) {
        @Override
        public Program of(World world, CohortMemory memory, Chance chance) {
            return new Program(world, memory, chance) {
                @Override
                List<String> seen(List<String> rows) {
                    return rows.stream()
                            .map(row -> Normalizer.normalize(row, Normalizer.Form.NFC)
                                    .toLowerCase(Locale.ROOT))
                            .toList();
                }
            };
        }
    },
    NOTHING_IS_EVER_UNSETTLED(20261381) {
        @Override
        public Program of(World world, CohortMemory memory, Chance chance) {
            return new Program(world, memory, chance) {
                @Override
                Duration settlingTime() {
                    return Duration.ZERO;
                }
            };
        }
    },
    AN_APPROVAL_IS_NEVER_USED_UP(20261202) {
        @Override
        public Program of(World world, CohortMemory memory, Chance chance) {
            memory.settle();
            memory.approve(world.everAllowed);
            return new Program(world, memory, chance);
        }
    },
    A_REFUSED_REMOVAL_IS_TAKEN_FOR_DONE(20261128) {
        @Override
        public Program of(World world, CohortMemory memory, Chance chance) {
            return new Program(world, memory, chance) {
                @Override
                void answered(CohortMemory held, Batch part, Outcome outcome) {
                    held.answered(part.first(), part.last(), outcome == Outcome.REJECTED ? Outcome.ACCEPTED : outcome);
                }
            };
        }
    };

    private final long caughtBy;

    /**
     * @param caughtBy the seed of a history that catches it; another may be found with the profile {@code histories}
     */
    Mutant(long caughtBy) {
        this.caughtBy = caughtBy;
    }

    long caughtBy() {
        return caughtBy;
    }
}
