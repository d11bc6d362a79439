// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two workspaces in one program: each has its endpoint, its keys, its limits and its alerts. */
class WorkspacesFlowTest extends OnBench {
    private Sandbox emea;

    @BeforeEach
    void addAWorkspace() throws Exception {
        emea = Sandbox.start(SandboxOptions.defaults().withKeys("emea-key", Bench.PARTNER_API_KEY));
        bench.people(5);
        bench.setting("braze.workspaces.emea.instance", emea.endpoint())
                .setting("braze.workspaces.emea.data-import-key", "emea-key")
                .audience(
                        "europeans",
                        "cohortName",
                        "People",
                        "query",
                        "SELECT external_id FROM people",
                        "workspace",
                        "emea");
    }

    @AfterEach
    void closeIt() {
        emea.close();
    }

    @Test
    void anAudienceGoesToItsWorkspaceWithItsKeys() {
        bench.start();

        RunReport report = bench.sync("europeans");

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.workspace()).isEqualTo("emea");
        assertThat(emea.members(Bench.COHORT)).hasSize(5);
        assertThat(bench.requests()).isZero();
        assertThat(bench.sync().workspace()).isEqualTo("default");
        assertThat(bench.members())
                .as("the same cohort id is another cohort there")
                .hasSize(5);
    }

    @Test
    void itHasABatchSizeOfItsOwn() {
        bench.setting("braze.workspaces.emea.batch-size", 2).start();

        assertThat(bench.sync("europeans").batches()).isEqualTo(3);
        assertThat(bench.sync().batches()).isEqualTo(1);
    }

    @Test
    void itHasRetriesOfItsOwn() {
        bench.setting("braze.retries", 3)
                .setting("braze.workspaces.emea.retries", 1)
                .start();
        bench.braze.fault(Fault.answer(503).always());
        emea.fault(Fault.answer(503).always());

        assertThat(bench.sync("europeans").retries()).isEqualTo(1);
        assertThat(bench.sync().retries()).isEqualTo(3);
    }

    @Test
    void itHasAlertsOfItsOwn() {
        bench.start();
        emea.fault(Fault.answer(401).always());

        RunReport refused = bench.sync("europeans");

        assertThat(Bench.codes(refused)).containsExactly("invalid-credentials");
        assertThat(refused.alerts().get(0).workspace()).isEqualTo("emea");
        assertThat(refused.alerts().get(0).audiences()).containsExactly("europeans");
        assertThat(bench.sync().alerts()).as("the other workspace is well").isEmpty();
        assertThat(Bench.codes(bench.syncAsScheduled("europeans"))).containsExactly("invalid-credentials");
    }

    @Test
    void aWaitInOneIsNoneInTheOther() {
        bench.start();
        emea.fault(Fault.answer(429, Map.of("Retry-After", "3600"), "").times(1));
        assertThat(bench.sync("europeans").status()).isEqualTo("incomplete");

        assertThat(bench.syncAsScheduled().status()).isEqualTo("completed");
        assertThat(bench.syncAsScheduled("europeans").requests()).isZero();
    }

    @Test
    void retiringEmptiesTheCohortOfTheRightOne() {
        bench.start().sync();
        bench.sync("europeans");

        bench.retire("europeans");

        assertThat(emea.members(Bench.COHORT)).isEmpty();
        assertThat(bench.members()).hasSize(5);
    }
}
