// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

/** Camel's redelivery, but as often as the run's workspace says, if it says something of its own. */
public class PatientPolicy extends RedeliveryPolicy {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean shouldRedeliver(Exchange exchange, int redeliveryCounter, Predicate retryWhile) {
        SyncRun run = exchange.getProperty(SyncRun.PROPERTY, SyncRun.class);
        return run == null || run.workspace().retries().isEmpty()
                ? super.shouldRedeliver(exchange, redeliveryCounter, retryWhile)
                : redeliveryCounter <= run.workspace().retries().getAsInt();
    }
}
