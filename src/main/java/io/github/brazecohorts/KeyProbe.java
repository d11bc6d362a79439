// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.braze.BrazeException;
import io.github.brazecohorts.check.KeyRequest;
import io.github.brazecohorts.sync.Runs;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.ObjectHelper;

/** The request that tests the keys, by the route {@code braze-key-check}. It is no run: nothing is taken or remembered. */
record KeyProbe(CamelContext context, Runs runs) implements KeyRequest {
    @Override
    public void send(Audience audience) throws Exception {
        Exchange asking = new DefaultExchange(context);
        asking.setProperty("brazeCohortsRun", runs.open(audience.name(), asking));
        try (ProducerTemplate caller = context.createProducerTemplate()) {
            Exception failure = caller.send("direct:braze-key-check", asking).getException();
            if (failure != null) {
                BrazeException no = ObjectHelper.getException(BrazeException.class, failure);
                throw no == null ? failure : no;
            }
        }
    }
}
