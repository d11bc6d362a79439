// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** The thread pool that sends batches; {@code camel.threadpool.config[…]} may redefine it. */
final class Senders {
    private static final String NAME = "braze-cohorts-senders";

    private Senders() {}

    /**
     * One sender less than requests may be in flight: the thread that makes the batches sends when all others do. One of
     * them is kept, as Camel makes a pool of one thread where a pool size of 0 meets a queue of 0.
     */
    static void define(ExecutorServiceManager pools, int maxConcurrentRequests) {
        if (pools.getThreadPoolProfile(NAME) == null) {
            pools.registerThreadPoolProfile(new ThreadPoolProfileBuilder(NAME)
                    .poolSize(1)
                    .maxPoolSize(Math.max(1, maxConcurrentRequests - 1))
                    .maxQueueSize(0)
                    .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
                    .build());
        }
    }
}
