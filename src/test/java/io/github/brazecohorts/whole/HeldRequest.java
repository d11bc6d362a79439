// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** For a fault that holds requests: tells when the first of them is there. */
final class HeldRequest extends CountDownLatch {
    private final CountDownLatch arrived = new CountDownLatch(1);

    HeldRequest() {
        super(1);
    }

    @Override
    public void await() throws InterruptedException {
        arrived.countDown();
        super.await();
    }

    void awaitArrival() throws InterruptedException {
        assertThat(arrived.await(40, TimeUnit.SECONDS)).as("the request came").isTrue();
    }

    void release() {
        countDown();
    }
}
