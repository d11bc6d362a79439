// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.settings;

import io.github.brazecohorts.braze.Instance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings, read and checked as a whole.
 *
 * @param workspaces the default one first
 * @param state where it is remembered what was delivered: the file of the embedded database; with a server only what names
 *     the files beside it, the status and the stand-in's
 * @param server where it is remembered instead, for several nodes; empty = embedded
 * @param keepHistory how long runs are remembered: a day or more; default 90 days
 * @param retries how often the routes repeat a request, where its workspace does not say otherwise: 0 to 100; default 8
 */
public record Settings(
        List<WorkspaceSettings> workspaces,
        Path state,
        Optional<StateServer> server,
        Duration keepHistory,
        int retries) {
    /** The name of the workspace that {@code braze.*} defines. */
    public static final String DEFAULT = "default";

    /**
     * Reads the settings.
     *
     * @param lookup finds a setting
     * @param names of all settings that are written under {@code braze.} and {@code state.}
     * @param home the folder that relative paths are relative to
     * @throws SettingsException with every problem that was found
     */
    public static Settings read(Lookup lookup, Collection<String> names, Path home) {
        SettingsReader reader = new SettingsReader(lookup);
        Stream<String> further = names.stream()
                .map(Setting::workspaceOf)
                .filter(name -> !name.isEmpty() && !name.equals(DEFAULT))
                .distinct()
                .sorted();
        List<WorkspaceSettings> workspaces = Stream.concat(Stream.of(DEFAULT), further)
                .map(name -> workspace(reader, name))
                .toList();
        int retries = (int) reader.number(Setting.RETRIES, DEFAULT);
        Settings settings =
                new Settings(workspaces, reader.state(home), reader.server(), reader.keepHistory(), retries);
        reader.known(names);
        reader.finish();
        return settings;
    }

    private static WorkspaceSettings workspace(SettingsReader reader, String name) {
        Instance instance = reader.instance(name);
        String partner = reader.partner(instance, name);
        if (!instance.isSandbox()) {
            reader.required(
                    Setting.DATA_IMPORT_KEY,
                    name,
                    "the Data Import Key, which Braze's dashboard shows under Partner Integrations > Technology Partners;"
                            + " best in the environment variable " + environment(Setting.DATA_IMPORT_KEY, name));
            reader.required(
                    Setting.PARTNER_API_KEY,
                    name,
                    "the key that Braze issued to the partner; best in the environment variable "
                            + environment(Setting.PARTNER_API_KEY, name));
            reader.notAKey(partner, name);
        }
        return new WorkspaceSettings(
                name,
                instance,
                partner,
                reader.prefix(name).orElse(partner + "-"),
                (int) reader.number(Setting.BATCH_SIZE, name),
                reader.number(Setting.REQUESTS_PER_HOUR, name),
                (int) reader.number(Setting.MAX_CONCURRENT_REQUESTS, name),
                reader.ownRetries(name),
                reader.settlingTime(name));
    }

    private static String environment(Setting setting, String workspace) {
        return setting.of(workspace).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    /** Under which names a secret of a workspace stands, the one that counts first. */
    public static List<String> partnerApiKey(String workspace) {
        return names(Setting.PARTNER_API_KEY, workspace);
    }

    /** As {@link #partnerApiKey}. */
    public static List<String> dataImportKey(String workspace) {
        return names(Setting.DATA_IMPORT_KEY, workspace);
    }

    private static List<String> names(Setting setting, String workspace) {
        return Stream.of(setting.of(workspace), setting.text()).distinct().toList();
    }

    /** The most requests that one workspace may have in flight. */
    public int maxConcurrentRequests() {
        return workspaces.stream()
                .mapToInt(WorkspaceSettings::maxConcurrentRequests)
                .max()
                .orElseThrow();
    }
}
