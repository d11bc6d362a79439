// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a sandbox is started. Begin with {@link #defaults()}, which accepts every partner and key and keeps the cohorts
 * in memory.
 *
 * @param port the port on the loopback address; 0 = any free one
 * @param journal the file that keeps the cohorts, shared by all sandboxes that name it; null = memory only
 * @param partner the partner's name that is enabled; null = every one
 * @param dataImportKey the {@code client_secret} that is accepted; null = any non-empty one
 * @param partnerApiKey the {@code partner_api_key} that is accepted; null = any non-empty one
 * @param profiles who has a profile (external ids, device ids, names of aliases); null = everybody
 * @param requestsPerHour how many requests {@code requestWindow} may hold before 429 is answered; null = no limit
 * @param requestWindow the length of the sliding window; an hour, save in tests
 */
public record SandboxOptions(
        int port,
        Path journal,
        String partner,
        String dataImportKey,
        String partnerApiKey,
        Set<String> profiles,
        Integer requestsPerHour,
        Duration requestWindow) {

    /** Any free port, memory only, any partner and keys, a profile for everybody, no limit. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(0, null, null, null, null, null, null, Duration.ofHours(1));
    }

    /** On this port. */
    public SandboxOptions withPort(int value) {
        return new SandboxOptions(
                value, journal, partner, dataImportKey, partnerApiKey, profiles, requestsPerHour, requestWindow);
    }

    /** With the cohorts in this file. */
    public SandboxOptions withJournal(Path value) {
        return new SandboxOptions(
                port, value, partner, dataImportKey, partnerApiKey, profiles, requestsPerHour, requestWindow);
    }

    /** For this partner alone. */
    public SandboxOptions withPartner(String value) {
        return new SandboxOptions(
                port, journal, value, dataImportKey, partnerApiKey, profiles, requestsPerHour, requestWindow);
    }

    /** With these keys alone; null = any. */
    public SandboxOptions withKeys(String newDataImportKey, String newPartnerApiKey) {
        return new SandboxOptions(
                port, journal, partner, newDataImportKey, newPartnerApiKey, profiles, requestsPerHour, requestWindow);
    }

    /** With a profile for these ids alone; null = everybody. */
    public SandboxOptions withProfiles(Set<String> value) {
        return new SandboxOptions(
                port, journal, partner, dataImportKey, partnerApiKey, value, requestsPerHour, requestWindow);
    }

    /** With a profile for the ids of a UTF-8 file alone, one a line, read now; blank lines do not count. */
    public SandboxOptions withProfilesFrom(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return withProfiles(lines.filter(line -> !line.isBlank()).collect(Collectors.toUnmodifiableSet()));
        }
    }

    /** With at most so many requests in any window of this length. */
    public SandboxOptions withLimit(int requests, Duration window) {
        return new SandboxOptions(port, journal, partner, dataImportKey, partnerApiKey, profiles, requests, window);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "sandbox options: port " + port + ", journal " + journal + ", partner " + partner;
    }
}
