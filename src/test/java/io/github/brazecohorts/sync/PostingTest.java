// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Mode;
import io.github.brazecohorts.braze.Instance;
import io.github.brazecohorts.braze.Keys;
import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.delivery.Batch;
import io.github.brazecohorts.delivery.RememberedWorkspace;
import io.github.brazecohorts.membership.Change;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.Operation;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.membership.WorkspaceMemory;
import io.github.brazecohorts.report.RunStatus;
import io.github.brazecohorts.report.Watcher;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostingTest {
    private final Posting posting =
            new Posting(Clock.systemUTC(), new Paces(store(), Clock.systemUTC()), Watcher.NOBODY);
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private static final Asked ASKED =
            new Asked(false, false, OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());

    private final SyncRun run =
            new SyncRun("run", audience(), false, workspace(), List.of("high-value"), false, ASKED, Instant.EPOCH);
    private final Batch batch = new Batch(new Change(7, "a", Operation.ADD, false, false, false));
    private final List<String> noted = new ArrayList<>();
    private boolean stateFails;

    @BeforeEach
    void fill() {
        batch.add(new Change(8, "b", Operation.ADD, false, false, false));
        run.take((CohortMemory) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CohortMemory.class}, (memory, method, arguments) -> {
                    if (stateFails) {
                        throw new StateException("the disk is full");
                    }
                    List<Object> given = arguments == null ? List.of() : List.of(arguments);
                    noted.add(method.getName() + given + " after " + run.tally().requests + " requests");
                    return null;
                }));
    }

    @Test
    void asksTheStateBeforeEachAttemptIsCounted() throws Exception {
        posting.pace(run, batch, exchange);
        posting.pace(run, batch, exchange);
        posting.pace(run, null, exchange);

        assertThat(noted)
                .containsExactly(
                        "mayLeave[7, 8] after 0 requests",
                        "mayLeave[7, 8] after 1 requests",
                        "requireHeld[] after 2 requests");
        assertThat(run.tally().requests).hasValue(3);
        assertThat(run.tally().retries).hasValue(1);
    }

    @Test
    void whatCannotBeNotedDoesNotLeave() {
        stateFails = true;

        assertThatThrownBy(() -> posting.pace(run, batch, exchange)).isInstanceOf(StateException.class);

        assertThat(run.tally().requests).hasValue(0);
        assertThat(batch.attempt()).as("the first").isTrue();
    }

    @Test
    void whatIsStoppedBeforeItsTurnIsNotNoted() {
        run.stop(RunStatus.REFUSED, "invalid-credentials", "401");

        assertThatThrownBy(() -> posting.pace(run, batch, exchange)).isInstanceOf(StoppedException.class);

        assertThat(noted).isEmpty();
        assertThat(batch.attempt()).as("the first").isTrue();
    }

    private static MembershipStore store() {
        WorkspaceMemory memory = new RememberedWorkspace();
        return (MembershipStore) Proxy.newProxyInstance(
                PostingTest.class.getClassLoader(),
                new Class<?>[] {MembershipStore.class},
                (store, method, arguments) -> memory);
    }

    private static Audience audience() {
        return new Audience(
                "high-value",
                "High Value",
                "SELECT external_id FROM customer360",
                Optional.empty(),
                ZoneId.of("UTC"),
                "warehouse",
                "default",
                "external_id",
                "external_id",
                Optional.empty(),
                Optional.empty(),
                Mode.MIRROR,
                20,
                OptionalLong.empty(),
                30);
    }

    private static Workspace workspace() {
        return new Workspace(
                "default",
                Instance.parse("sandbox"),
                () -> URI.create("http://127.0.0.1:1"),
                "partner",
                () -> new Keys("a", "b"),
                "partner-",
                1000,
                250_000,
                16,
                OptionalInt.empty(),
                Duration.ofMinutes(15));
    }
}
