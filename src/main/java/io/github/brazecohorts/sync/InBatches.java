// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.delivery.Batch;
import io.github.brazecohorts.delivery.PlannedChange;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Puts single changes together to a batch, and keeps the run waiting for each batch that has left the aggregator. */
public final class InBatches implements AggregationStrategy {
    private final Senders senders;

    public InBatches(Senders senders) {
        this.senders = senders;
    }

    @Override
    public Exchange aggregate(Exchange batch, Exchange change) {
        PlannedChange planned = change.getMessage().getBody(PlannedChange.class);
        if (batch == null) {
            change.getMessage().setBody(new Batch(planned.change()));
            return change;
        }
        batch.getMessage().getBody(Batch.class).add(planned.change());
        return batch;
    }

    @Override
    public void onCompletion(Exchange batch) {
        SyncRun run = batch.getProperty(SyncRun.PROPERTY, SyncRun.class);
        senders.begin(run);
        batch.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                senders.end(run);
            }
        });
    }
}
