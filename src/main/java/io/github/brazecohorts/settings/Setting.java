// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.settings;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every setting of ours: the one place where its name, default and limits stand. */
enum Setting {
    INSTANCE("braze.instance", Kind.OF_WORKSPACE, null),
    PARTNER("braze.partner", Kind.OF_WORKSPACE, null),
    DATA_IMPORT_KEY("braze.data-import-key", Kind.OF_WORKSPACE, null),
    PARTNER_API_KEY("braze.partner-api-key", Kind.OF_WORKSPACE, null),
    COHORT_ID_PREFIX("braze.cohort-id-prefix", Kind.OF_WORKSPACE, null),
    BATCH_SIZE("braze.batch-size", Kind.OF_WORKSPACE, new Range(1000, 1, 1000)),
    REQUESTS_PER_HOUR("braze.requests-per-hour", Kind.OF_WORKSPACE, new Range(250_000, 2, 250_000)),
    MAX_CONCURRENT_REQUESTS("braze.max-concurrent-requests", Kind.OF_WORKSPACE, new Range(16, 1, 64)),
    RETRIES("braze.retries", Kind.OF_WORKSPACE, new Range(8, 0, 100)),
    SETTLING_TIME("braze.settling-time", Kind.OF_WORKSPACE, null),
    STATE_JDBC_URL("state.jdbc-url", Kind.OF_STATE, null),
    STATE_USERNAME("state.username", Kind.OF_STATE, null),
    STATE_PASSWORD("state.password", Kind.OF_STATE, null),
    STATE_SCHEMA("state.schema", Kind.OF_STATE, null),
    KEEP_HISTORY("state.keep-history", Kind.OF_STATE, null);

    /** What a setting is about. */
    enum Kind {
        OF_WORKSPACE,
        OF_STATE
    }

    /** What a number may be. */
    record Range(long byDefault, long least, long most) {}

    private static final String WORKSPACES = "braze.workspaces.";

    private final String text;
    private final Kind kind;
    private final Range range;

    Setting(String text, Kind kind, Range range) {
        this.text = text;
        this.kind = kind;
        this.range = range;
    }

    /** As it stands in the settings of the workspace {@code default}. */
    String text() {
        return text;
    }

    boolean isSecret() {
        return this == DATA_IMPORT_KEY || this == PARTNER_API_KEY || this == STATE_PASSWORD;
    }

    /** As it stands in the settings of a further workspace. */
    String of(String workspace) {
        return workspace.equals(Settings.DEFAULT) ? text : WORKSPACES + workspace + text.substring("braze".length());
    }

    Range range() {
        return range;
    }

    /** The NAME of the further workspace that a setting is about; empty where it is about none. */
    static String workspaceOf(String name) {
        String[] parts = name.startsWith(WORKSPACES)
                ? name.substring(WORKSPACES.length()).split("\\.", 2)
                : new String[0];
        return parts.length == 2 ? parts[0] : "";
    }

    /** Every name that a setting may have beside this one: those of the same workspace, if it is about one. */
    static List<String> namesBeside(String name) {
        String workspace = workspaceOf(name);
        Stream<Setting> all = Arrays.stream(values());
        return (workspace.isEmpty()
                        ? all.map(Setting::text)
                        : all.filter(setting -> setting.kind == Kind.OF_WORKSPACE)
                                .map(setting -> setting.of(workspace)))
                .toList();
    }
}
