// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Braze account lives. Accepts the instance's name ({@code US-03}), the dashboard's address that people know, a
 * REST endpoint (for instances newer than this table; a host of the table also without {@code https://}, as Braze's
 * dashboard shows it), or {@code sandbox}.
 *
 * <p>Source of the table: Braze's "Partner cohort import" page; US-10 from its general list of endpoints.
 *
 * @param name how the settings call it, for people
 * @param endpoint the REST endpoint without a slash at its end; empty for the stand-in, which has a port of its own
 *     each time
 */
public record Instance(String name, Optional<URI> endpoint) {
    /** The word for the local stand-in. */
    public static final String SANDBOX = "sandbox";

    private static final Map<String, String> REST_HOSTS = new TreeMap<>();
    private static final Map<String, String> DASHBOARDS = new TreeMap<>();
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|localhost|\\[::1]");

    static {
        for (int i = 1; i <= 8; i++) {
            add("US-0" + i, "rest.iad-0" + i + ".braze.com", "dashboard-0" + i + ".braze.com");
        }
        add("US-10", "rest.us-10.braze.com", "dashboard.us-10.braze.com");
        add("EU-01", "rest.fra-01.braze.eu", "dashboard-01.braze.eu");
        add("EU-02", "rest.fra-02.braze.eu", "dashboard-02.braze.eu");
        for (String name : new String[] {"AU-01", "JP-01", "ID-01", "KR-01"}) {
            String region = name.toLowerCase(Locale.ROOT);
            add(name, "rest." + region + ".braze.com", "dashboard." + region + ".braze.com");
        }
    }

    private static void add(String name, String restHost, String dashboard) {
        REST_HOSTS.put(name, restHost);
        DASHBOARDS.put(dashboard, name);
    }

    /** Whether this is the local stand-in. */
    public boolean isSandbox() {
        return endpoint.isEmpty();
    }

    /**
     * Reads what people write as their instance.
     *
     * @throws IllegalArgumentException with what is allowed, if it is none of it
     */
    public static Instance parse(String text) {
        String value = text.strip();
        if (value.equalsIgnoreCase(SANDBOX)) {
            return new Instance(SANDBOX, Optional.empty());
        }
        String name = value.toUpperCase(Locale.ROOT);
        if (REST_HOSTS.containsKey(name)) {
            return known(name);
        }
        return fromAddress(value);
    }

    private static Instance known(String name) {
        return new Instance(name, Optional.of(URI.create("https://" + REST_HOSTS.get(name))));
    }

    private static Instance fromAddress(String value) {
        Matcher address = Pattern.compile("(?:(https?)://)?([^/@?#\\s]+)(/[^?#\\s]*)?", Pattern.CASE_INSENSITIVE)
                .matcher(value);
        if (!address.matches() || !address.group(2).matches("(?i)[a-z0-9.-]+(:\\d{1,5})?|\\[::1](:\\d{1,5})?")) {
            throw unknown();
        }
        String authority = address.group(2).toLowerCase(Locale.ROOT);
        String host = authority.replaceFirst(":\\d+$", "");
        if (DASHBOARDS.containsKey(host)) {
            return known(DASHBOARDS.get(host));
        }
        if (host.startsWith("dashboard")) {
            throw new IllegalArgumentException("is the dashboard of an instance that is not in our table: "
                    + "give its REST endpoint instead, which Braze shows beside the Data Import Key");
        }
        boolean bare = address.group(1) == null;
        boolean hasPath = address.group(3) != null && !address.group(3).equals("/");
        if (bare && !REST_HOSTS.containsValue(authority) || hasPath) {
            throw unknown();
        }
        String scheme = bare ? "https" : address.group(1).toLowerCase(Locale.ROOT);
        if (scheme.equals("http") && !LOOPBACK.matcher(host).matches()) {
            throw new IllegalArgumentException("must be an https address: plain http is for loopback addresses only");
        }
        return new Instance(scheme + "://" + authority, Optional.of(URI.create(scheme + "://" + authority)));
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException("must be one of " + String.join(", ", REST_HOSTS.keySet())
                + ", the address of your dashboard (https://dashboard-03.braze.com), a REST endpoint "
                + "(https://rest.iad-03.braze.com) or " + SANDBOX);
    }
}
