// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * What a {@link Fault} does. With neither a status, nor {@code close}, nor {@code applyLate}, the request is handled as
 * ever once hold and delay are over. A request that breaks the contract is never applied, whatever the fault says.
 *
 * @param hold the request waits until this is at zero; null = it does not
 * @param delay the request waits so long, before anything else is done with it
 * @param status the status to answer, 200 to 599; null = none
 * @param headers headers of that answer
 * @param body the body of that answer; null = none
 * @param close {@code before} or {@code after} the change is applied; null = the connection is not closed
 * @param applyLate the change is applied so long after the answer, or after the closing where there is no status; null
 *     = it is not. What is still waiting when the sandbox is closed is lost
 * @param apply whether the request is applied although a status is given
 */
public record FaultEffect(
        CountDownLatch hold,
        Duration delay,
        Integer status,
        Map<String, String> headers,
        String body,
        String close,
        Duration applyLate,
        boolean apply) {

    /** Refuses what contradicts itself. */
    public FaultEffect {
        require(!delay.isNegative() && (applyLate == null || !applyLate.isNegative()), "times must not be negative");
        require(status == null || (status >= 200 && status <= 599), "status must be 200 to 599");
        require(close == null || close.matches("before|after"), "close must be before or after");
        require(
                close == null || (status == null && applyLate == null),
                "close goes with neither status nor apply_late");
        require(status != null || (body == null && headers.isEmpty() && !apply), "body, headers, apply need a status");
        require(!apply || applyLate == null, "apply does not go with apply_late");
        headers = Map.copyOf(headers);
    }

    static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("fault: " + rule);
        }
    }

    FaultEffect heldBy(CountDownLatch latch) {
        return new FaultEffect(latch, delay, status, headers, body, close, applyLate, apply);
    }

    FaultEffect delayed(Duration wait) {
        return new FaultEffect(hold, wait, status, headers, body, close, applyLate, apply);
    }

    FaultEffect applied() {
        return new FaultEffect(hold, delay, status, headers, body, close, applyLate, true);
    }

    /** Whether the request is handled as ever, at most later. */
    boolean isOnlyAWait() {
        return status == null && close == null && applyLate == null;
    }

    boolean appliesAtOnce() {
        return apply || "after".equals(close);
    }

    Answer answer() {
        return status == null ? Answer.NONE : new Answer(status, headers, body == null ? "" : body);
    }
}
