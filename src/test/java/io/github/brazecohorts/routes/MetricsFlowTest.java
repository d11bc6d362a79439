// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.sandbox.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What runs and requests came to stands in the registry of meters that a host has. */
class MetricsFlowTest extends OnBench {
    private static final Set<String> LABELS = Set.of("audience", "workspace", "outcome", "change", "status");

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void countsRunsChangesAndMembers() {
        watched().people("ada", "bob");
        bench.sync();
        bench.people("ada", "cleo", "dan");
        bench.sync();

        assertThat(meter("runs", "outcome", "completed").counter().count()).isEqualTo(2);
        assertThat(meter("changes", "change", "add").counter().count()).isEqualTo(4);
        assertThat(meter("changes", "change", "removal").counter().count()).isEqualTo(1);
        assertThat(meter("members").gauge().value()).isEqualTo(3);
        assertThat(meter("last.success.timestamp").gauge().value()).isGreaterThan(1.7e9);
        assertThat(meter("run.duration").timer().count()).isEqualTo(2);
    }

    @Test
    void aFiringThatAnotherNodeHasIsNoRunHere() {
        bench.audience(
                Bench.PEOPLE,
                "cohortName",
                "People",
                "query",
                "SELECT external_id FROM people",
                "schedule",
                "0 0 3 * * ?");
        watched().people("ada");
        bench.syncAsScheduled();
        bench.syncAsScheduled();

        assertThat(meter("runs", "outcome", "completed").counter().count()).isEqualTo(1);
        assertThat(meter("runs", "outcome", "skipped").counter().count()).isZero();
    }

    @Test
    void countsRequestsByStatusWithTheirLatencyAndWhatIsLeftOfTheHour() {
        bench.setting("braze.requests-per-hour", 100_000);
        watched().people("ada", "bob");
        bench.braze.fault(
                Fault.answer(503).onUsers().times(1),
                Fault.answer(418).onUsers().always());
        bench.sync();

        assertThat(requests("201")).as("the cohort's name").isEqualTo(1);
        assertThat(requests("503")).isEqualTo(1);
        assertThat(requests("4xx")).as("bounded").isEqualTo(1);
        assertThat(meter("retries").counter().count()).isEqualTo(1);
        assertThat(registry.get("braze.cohorts.requests.hourly.left").gauge().value())
                .isEqualTo(100_000 - 3);
        assertThat(registry.get("braze.cohorts.requests.hourly.limit").gauge().value())
                .isEqualTo(100_000);
    }

    @Test
    void countsRequestsWithoutAnAnswer() {
        watched().people("ada");
        bench.braze.fault(Fault.closeBefore().onUsers().times(1));
        bench.sync();

        assertThat(requests("none")).isEqualTo(1);
        assertThat(bench.members()).containsExactly("ada");
    }

    @Test
    void namesTheWorkspaceOfEachAudience() {
        bench.setting("braze.workspaces.emea.instance", bench.braze.endpoint())
                .setting("braze.workspaces.emea.partner", "emea-partner")
                .setting("braze.workspaces.emea.requests-per-hour", 1000)
                .audience("emea", "cohortName", "E", "query", "SELECT 'ada' AS external_id", "workspace", "emea");
        watched().people("ada", "bob");
        bench.sync();
        bench.sync("emea");

        assertThat(registry.get("braze.cohorts.members")
                        .tags("audience", "emea", "workspace", "emea")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("braze.cohorts.requests.hourly.left")
                        .tag("workspace", "emea")
                        .gauge()
                        .value())
                .isEqualTo(1000 - 2);
        assertThat(registry.find("braze.cohorts.members").gauges()).hasSize(2);
    }

    @Test
    void showsWhatAGuardHolds() {
        watched().people(200);
        bench.sync();
        bench.people(100);
        bench.sync();

        assertThat(meter("held", "change", "removal").gauge().value()).isEqualTo(100);
        assertThat(meter("runs", "outcome", "held").counter().count()).isEqualTo(1);
    }

    @Test
    void aFailureIsNoSuccess() {
        bench.query("SELECT external_id FROM nowhere");
        watched();
        bench.sync();

        assertThat(meter("runs", "outcome", "failed").counter().count()).isEqualTo(1);
        assertThat(meter("last.success.timestamp").gauge().value()).isZero();
    }

    @Test
    void aPlanAndATestAudienceCountAsNoRun() {
        watched().people("ada", "bob");
        bench.plan();
        bench.test(1);

        assertThat(meter("runs", "outcome", "completed").counter().count()).isZero();
        assertThat(meter("members").gauge().value()).isNaN();
    }

    @Test
    void beginsWithHowAllStoodBefore() {
        bench.people("ada", "bob");
        bench.start().sync();
        bench.stop();
        watched();

        assertThat(meter("members").gauge().value()).isEqualTo(2);
        assertThat(meter("last.success.timestamp").gauge().value()).isGreaterThan(1.7e9);
        assertThat(meter("runs", "outcome", "completed").counter().count()).isZero();
    }

    @Test
    void labelsAreBoundedAndHoldNoId() {
        watched().people("marker-ada", "marker-bob");
        bench.reject("marker-ada");
        bench.sync();

        assertThat(registry.getMeters()).isNotEmpty().allSatisfy(meter -> {
            assertThat(meter.getId().toString()).doesNotContain("marker", Bench.DATA_IMPORT_KEY, Bench.PARTNER_API_KEY);
            assertThat(meter.getId().getTags()).allMatch(tag -> LABELS.contains(tag.getKey()));
        });
    }

    @Test
    void aHostWithoutARegistrySyncsAllTheSame() {
        bench.people("ada");

        assertThat(bench.start().sync().status()).isEqualTo("completed");
    }

    private Bench watched() {
        return bench.bean("host-meters", registry).start();
    }

    private double requests(String status) {
        return registry.get("braze.cohorts.requests")
                .tags("workspace", "default", "status", status)
                .timer()
                .count();
    }

    private RequiredSearch meter(String name, String... more) {
        return registry.get("braze.cohorts." + name)
                .tags("audience", Bench.PEOPLE, "workspace", "default")
                .tags(more);
    }
}
