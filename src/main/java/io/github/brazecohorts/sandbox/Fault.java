// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * One thing that goes wrong on purpose. Begin with one of the static methods, which say what happens; go on with which
 * requests it meets. It meets one request unless {@link #times} or {@link #always} says otherwise.
 *
 * <pre>{@code
 * sandbox.fault(Fault.answer(503).onUsers().times(2), Fault.closeAfter().containing("c-17"));
 * }</pre>
 *
 * @param meets which requests
 * @param effect what happens to them
 */
public record Fault(Meets meets, FaultEffect effect) {
    /**
     * Which requests a fault meets. All conditions must hold.
     *
     * @param path {@code name}, {@code users}, or {@code any}
     * @param cohortId only this cohort; null = any
     * @param containing only requests with this id, of whatever kind (of an alias, its name); null = any
     * @param after how many matching requests are let through first
     * @param times how many are met then; -1 = all
     */
    public record Meets(String path, String cohortId, String containing, int after, int times) {
        /** Refuses what no request could meet. */
        public Meets {
            FaultEffect.require(path.matches("name|users|any"), "path must be name, users or any");
            FaultEffect.require(after >= 0 && times >= -1, "after must be 0 or more, times -1 or more");
        }

        boolean matches(Call call) {
            return (path.equals("any") || path.equals(call.endpoint().word()))
                    && (cohortId == null || cohortId.equals(call.cohortId()))
                    && (containing == null || call.touched().contains(containing));
        }
    }

    /** Answers this status with an empty body, and applies nothing. */
    public static Fault answer(int status) {
        return answer(status, Map.of(), "");
    }

    /** Answers this, and applies nothing. */
    public static Fault answer(int status, Map<String, String> headers, String body) {
        return doing(new FaultEffect(null, Duration.ZERO, status, headers, body, null, null, false));
    }

    /** Closes the connection without an answer and without applying anything. */
    public static Fault closeBefore() {
        return doing(new FaultEffect(null, Duration.ZERO, null, Map.of(), null, "before", null, false));
    }

    /** Applies the change, then closes the connection without an answer. */
    public static Fault closeAfter() {
        return doing(new FaultEffect(null, Duration.ZERO, null, Map.of(), null, "after", null, false));
    }

    /** Closes the connection without an answer, and applies the change so long afterwards. */
    public static Fault applyLate(Duration late) {
        return doing(new FaultEffect(null, Duration.ZERO, null, Map.of(), null, null, late, false));
    }

    /** Handles the request as ever, but so much later. */
    public static Fault slow(Duration delay) {
        return doing(new FaultEffect(null, delay, null, Map.of(), null, null, null, false));
    }

    /** Handles the request as ever, but not before the latch is at zero. */
    public static Fault hold(CountDownLatch latch) {
        return doing(new FaultEffect(latch, Duration.ZERO, null, Map.of(), null, null, null, false));
    }

    private static Fault doing(FaultEffect effect) {
        return new Fault(new Meets("any", null, null, 0, 1), effect);
    }

    /** The same, not before the latch is at zero. */
    public Fault heldBy(CountDownLatch latch) {
        return new Fault(meets, effect.heldBy(latch));
    }

    /** The same, after so long a wait. */
    public Fault delayed(Duration delay) {
        return new Fault(meets, effect.delayed(delay));
    }

    /** The same, but the change is applied in spite of the status. */
    public Fault applied() {
        return new Fault(meets, effect.applied());
    }

    /** Meets requests that name a cohort. */
    public Fault onName() {
        return new Fault(new Meets("name", meets.cohortId, meets.containing, meets.after, meets.times), effect);
    }

    /** Meets requests that change members. */
    public Fault onUsers() {
        return new Fault(new Meets("users", meets.cohortId, meets.containing, meets.after, meets.times), effect);
    }

    /** Meets requests for this cohort. */
    public Fault onCohort(String cohortId) {
        return new Fault(new Meets(meets.path, cohortId, meets.containing, meets.after, meets.times), effect);
    }

    /** Meets requests with this id. */
    public Fault containing(String id) {
        return new Fault(new Meets(meets.path, meets.cohortId, id, meets.after, meets.times), effect);
    }

    /** Lets so many matching requests through first. */
    public Fault after(int requests) {
        return new Fault(new Meets(meets.path, meets.cohortId, meets.containing, requests, meets.times), effect);
    }

    /** Meets so many requests; -1 = all. */
    public Fault times(int requests) {
        return new Fault(new Meets(meets.path, meets.cohortId, meets.containing, meets.after, requests), effect);
    }

    /** Meets every matching request until the faults are cleared. */
    public Fault always() {
        return times(-1);
    }
}
