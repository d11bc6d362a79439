// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import java.util.List;

/** Reports to test with; every count is another number. */
public final class ReportSamples {
    private ReportSamples() {}

    public static RunReport completed(String audience) {
        return new RunReport(
                "20261124T120000-a1b2c3",
                audience,
                "default",
                "amperity-" + audience,
                "High Value",
                "completed",
                "mirror",
                1000,
                20,
                3,
                7,
                500,
                40,
                2,
                430,
                5,
                6,
                970,
                8,
                9,
                1,
                11,
                12,
                "2026-11-24T12:00:00Z",
                1234,
                List.of(new Alert("held", audience, "default", "Title", "What happened.", List.of("Do this."))));
    }
}
