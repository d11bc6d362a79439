// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds in one run which ids are at fault when Braze rejects a request (400, 413): its halves are sent, and theirs, down to
 * the ids that stand alone. As soon as one request with ids was accepted, the ids are at fault; as long as none was, the
 * request itself may be, and nobody is set aside. For several threads.
 */
public final class Narrowing {
    /** So many refusals of narrowed requests in a row, and none accepted, mean that the request itself is at fault. */
    public static final int IN_A_ROW = 10;

    /** So many narrowing requests are sent in a run; what they did not find waits for the next one. */
    public static final int MOST_REQUESTS = 200;

    /** What is to be done with a batch that Braze rejected. */
    public enum Verdict {
        /** Send its halves. */
        HALVE,
        /** It has one id, which is at fault. */
        SET_ASIDE,
        /** It has one id, but the request itself may be at fault: that shows later. */
        WAIT,
        /** The request itself is at fault, whatever its ids. */
        STOP,
        /** Too many narrowing requests were sent: it waits for the next run. */
        ENOUGH
    }

    private final ReentrantLock turn = new ReentrantLock(true);
    private final List<Batch> undecided = new ArrayList<>();
    private boolean accepted;
    private int inARow;
    private int requests;
    private boolean gaveUp;

    /** Waits until no other batch of the run is being narrowed down: an id at fault is soon found, one after the other. */
    public void begin() {
        turn.lock();
    }

    /** Lets another batch be narrowed down; may be called by who did not begin. */
    public void end() {
        while (turn.isHeldByCurrentThread()) {
            turn.unlock();
        }
    }

    /**
     * Braze accepted a request with ids.
     *
     * @return ids of which it is clear by this that they are at fault
     */
    public synchronized List<Batch> accepted() {
        accepted = true;
        return decided();
    }

    /** Braze rejected a request with these ids. */
    public synchronized Verdict rejected(Batch batch) {
        if (batch.isApart()) {
            return Verdict.SET_ASIDE;
        }
        boolean narrowed = batch.isHalf() || batch.size() == 1;
        if (narrowed && !accepted && ++inARow >= IN_A_ROW) {
            undecided.clear();
            return Verdict.STOP;
        }
        return batch.size() == 1 ? alone(batch) : halve();
    }

    private Verdict alone(Batch batch) {
        if (accepted) {
            return Verdict.SET_ASIDE;
        }
        undecided.add(batch);
        return Verdict.WAIT;
    }

    private Verdict halve() {
        if (requests + 2 > MOST_REQUESTS) {
            gaveUp = true;
            return Verdict.ENOUGH;
        }
        requests += 2;
        return Verdict.HALVE;
    }

    /** Whether something waits for the next run because too many narrowing requests were sent. */
    public synchronized boolean gaveUp() {
        return gaveUp;
    }

    /** The ids that stood alone in a run that ended before anything was accepted. */
    public synchronized List<Batch> decided() {
        List<Batch> all = List.copyOf(undecided);
        undecided.clear();
        return all;
    }
}
