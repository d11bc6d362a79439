// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.channel;

import io.github.brazecohorts.report.AlertText;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a channel is told, where it is, whether it took the message, and a line in the log if it did not. */
public final class Channels {
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
    private static final Set<Integer> SOON_OVER = Set.of(408, 425, 429);
    private static final List<String> EMAIL = List.of("alerts.email.host", "alerts.email.from", "alerts.email.to");

    private final Function<String, Optional<String>> settings;

    /**
     * @param settings finds a setting that is there and not empty; asked each time something is told
     */
    public Channels(Function<String, Optional<String>> settings) {
        this.settings = settings;
    }

    /** An alert's title, in one line. */
    public String title(Map<String, ?> alert) {
        return AlertText.of(alert).title();
    }

    /** An alert in words. */
    public String text(Map<String, ?> alert) {
        return AlertText.of(alert).text();
    }

    /** An alert as Slack's incoming webhooks take a message. */
    public Map<String, String> slackMessage(Map<String, ?> alert) {
        return Map.of("text", AlertText.of(alert).forSlack());
    }

    /**
     * The address of a webhook.
     *
     * @param setting where it stands
     * @throws ChannelException if there is none, or it is none
     */
    public String address(String setting) throws ChannelException {
        String address = settings.apply(setting)
                .orElseThrow(() -> new ChannelException.NotSet("the setting " + setting + " is missing"));
        if (!isWebAddress(address)) {
            throw new ChannelException.NotSet(
                    "the setting " + setting + " is not an address that begins with https://" + " or http://");
        }
        return address;
    }

    private static boolean isWebAddress(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null && address.matches("(?i)https?://.*");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /**
     * Requires what an e-mail cannot do without.
     *
     * @throws ChannelException with the names of all settings that are missing
     */
    public void requireEmailSettings() throws ChannelException {
        String missing = EMAIL.stream()
                .filter(setting -> settings.apply(setting).isEmpty())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new ChannelException.NotSet("settings are missing: " + missing);
        }
    }

    /**
     * Requires that a webhook has taken its message.
     *
     * @param status of the answer
     * @throws ChannelException if it is not a 2xx
     */
    public void requireTaken(int status) throws ChannelException {
        if (status / 100 == 5 || SOON_OVER.contains(status)) {
            throw new ChannelException.Unavailable(status);
        }
        if (status / 100 != 2) {
            throw new ChannelException.Refused(status);
        }
    }

    /**
     * Says in the log that a message did not get through.
     *
     * @param route the channel's
     * @param failure of it only the kind is told: its text may hold an address
     */
    public void down(String route, Throwable failure) {
        LOG.warn("{} did not get through: {}", route, inWords(failure));
    }

    private static String inWords(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
        Throwable innermost = causes.get(causes.size() - 1);
        return causes.stream()
                .flatMap(cause -> known(cause).stream())
                .findFirst()
                .orElseGet(() -> innermost.getClass().getSimpleName());
    }

    private static Optional<String> known(Throwable cause) {
        if (cause instanceof ChannelException) {
            return Optional.of(cause.getMessage());
        }
        if (cause instanceof SocketTimeoutException) {
            return Optional.of("no answer in time");
        }
        if (cause instanceof UnknownHostException) {
            return Optional.of("its host is unknown");
        }
        return cause instanceof ConnectException ? Optional.of("no connection") : Optional.empty();
    }
}
