// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** The thread pools that the routes name; {@code camel.threadpool.config[…]} may redefine them. */
final class Pools {
    private static final String SENDERS = "braze-cohorts-senders";
    private static final String TAKE_OVERS = "braze-cohorts-take-overs";

    /** Runs that are taken over at once, beside those of the schedules; each needs connections to the state. */
    private static final int MOST_TAKE_OVERS = 4;

    private Pools() {}

    /**
     * The thread that makes the batches sends one itself when all senders are busy, so that no run waits for those that another
     * workspace keeps. One is kept, as Camel makes a pool of one thread where a pool size of 0 meets a queue of 0.
     */
    static void define(ExecutorServiceManager pools, int senders) {
        define(
                pools,
                new ThreadPoolProfileBuilder(SENDERS)
                        .poolSize(1)
                        .maxPoolSize(senders)
                        .maxQueueSize(0)
                        .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
                        .build());
        define(
                pools,
                new ThreadPoolProfileBuilder(TAKE_OVERS)
                        .poolSize(MOST_TAKE_OVERS)
                        .maxPoolSize(MOST_TAKE_OVERS)
                        .allowCoreThreadTimeOut(true)
                        .build());
    }

    private static void define(ExecutorServiceManager pools, ThreadPoolProfile profile) {
        if (pools.getThreadPoolProfile(profile.getId()) == null) {
            pools.registerThreadPoolProfile(profile);
        }
    }
}
