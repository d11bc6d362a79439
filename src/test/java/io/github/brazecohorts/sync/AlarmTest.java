// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.membership.DuckDbMembership;
import io.github.brazecohorts.membership.KeptAlert;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.PassingTime;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.StatusFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where open alerts are kept while a node cannot reach the state that others go on with. */
class AlarmTest {
    @TempDir
    Path folder;

    private final PassingTime time = new PassingTime();
    private DuckDbMembership state;
    private boolean cutOff;
    private Alarm alarm;

    @BeforeEach
    void open() {
        state = new DuckDbMembership(folder.resolve("state.duckdb"), time);
        MembershipStore reached = (MembershipStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MembershipStore.class}, (store, method, arguments) -> {
                    if (cutOff) {
                        throw new StateException("the server does not answer");
                    }
                    try {
                        return method.invoke(state, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        alarm = new Alarm(reached, new StatusFile(folder.resolve("status.json"), time), time);
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void whatOthersClosedMeanwhileStaysClosed() {
        alarm.raise(List.of(alert("held"), alert("overlap")));
        cutOff = true;
        assertThat(alarm.raise(List.of(alert("state-failed")))).hasSize(1);
        othersClose("held");

        cutOff = false;
        alarm.refresh();

        assertThat(openInState()).containsExactlyInAnyOrder("overlap", "state-failed");
    }

    @Test
    void whatIsRaisedWhileApartIsRememberedOverSeveralFailures() {
        cutOff = true;
        alarm.raise(List.of(alert("state-failed")));
        alarm.raise(List.of(alert("source-failed")));
        alarm.refresh();

        cutOff = false;
        alarm.refresh();

        assertThat(openInState()).containsExactlyInAnyOrder("state-failed", "source-failed");
        assertThat(alarm.raise(List.of(alert("state-failed"))))
                .as("told already")
                .isEmpty();
    }

    @Test
    void whatWasToldToTheStateOnceIsNotBroughtAgain() {
        cutOff = true;
        alarm.raise(List.of(alert("state-failed")));
        cutOff = false;
        alarm.refresh();
        othersClose("state-failed");

        alarm.refresh();

        assertThat(openInState()).isEmpty();
    }

    private static Alert alert(String code) {
        return new Alert(code, "vip", "default", "Title", "What happened.", List.of("Do this."));
    }

    private void othersClose(String code) {
        state.alerts(
                open -> open.stream()
                        .filter(alert -> !alert.code().equals(code))
                        .toList(),
                Duration.ZERO);
    }

    private List<String> openInState() {
        AtomicReference<List<KeptAlert>> found = new AtomicReference<>();
        state.alerts(
                open -> {
                    found.set(open);
                    return open;
                },
                Duration.ZERO);
        return found.get().stream().map(KeptAlert::code).toList();
    }
}
