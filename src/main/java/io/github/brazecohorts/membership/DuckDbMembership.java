// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The membership in an embedded DuckDB file. One instance for a file and process: it is what keeps two runs of this
 * process apart. Other processes are kept apart by DuckDB, which lets one at a time have the file: it is open only
 * while a cohort of it is, and given back with the last one.
 *
 * <p>The file, its log ({@code .wal}) and its working folder ({@code .work}) are its owner's alone (modes 0600 and 0700)
 * where the file system knows modes. Takes up to 600 MB of memory beside the Java heap, and room in the working folder
 * for about three times the audience. What needs much memory is done for one cohort at a time.
 */
public final class DuckDbMembership extends SqlMembership {
    private final DuckDbFile file;
    private final ReentrantLock heavy = new ReentrantLock(true);

    /**
     * Touches nothing yet.
     *
     * @param file the database file; it and its folder are created when they are first needed
     * @param clock gives the times that are written down
     * @throws IllegalArgumentException for a path with {@code ?} or {@code ;} in it, which DuckDB misreads
     */
    public DuckDbMembership(Path file, Clock clock) {
        this(new DuckDbFile(file), clock);
    }

    private DuckDbMembership(DuckDbFile file, Clock clock) {
        super(file, clock);
        this.file = file;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    Ground take(CohortKey cohort, Patience patience) {
        file.hold(patience);
        return new DuckDbGround(file, heavy);
    }

    @Override
    Claim take(CohortKey cohort, Firing firing, Patience patience) {
        Ground ground = take(cohort, patience);
        boolean claimed = false;
        try {
            Optional<Instant> before = file.inTurn("claiming a firing", patience, session -> {
                Optional<Instant> last = StoredFirings.claim(session, firing);
                StoredFirings.begin(session, firing);
                return last;
            });
            claimed = true;
            return new Claim(ground, before);
        } finally {
            if (!claimed) {
                ground.giveBack();
            }
        }
    }

    /** Whoever was killed had the file alone. */
    @Override
    public List<DeadRun> deadRuns() {
        return List.of();
    }

    @Override
    Ground takeFrom(DeadRun dead) {
        throw new ClaimedException(dead.cohort().inWords() + " died in another database");
    }

    @Override
    public Readiness look(Duration patience) {
        requireOpen();
        return file.look(new Patience(patience));
    }
}
