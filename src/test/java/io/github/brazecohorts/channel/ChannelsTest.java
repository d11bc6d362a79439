// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {
    private static Channels with(Map<String, String> settings) {
        return new Channels(name -> Optional.ofNullable(settings.get(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example/a/b?c=d", "http://127.0.0.1:8080", "HTTPS://hooks.example"})
    void takesTheAddressOfAWebhookAsItIs(String address) throws ChannelException {
        assertThat(with(Map.of("alerts.webhook-url", address)).address("alerts.webhook-url"))
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"secret", "file:///secret", "smtp://secret", "https:secret", "https:// secret", "jndi:secret"})
    void takesNoOtherAddressAndDoesNotShowIt(String address) {
        assertThatThrownBy(() -> with(Map.of("alerts.webhook-url", address)).address("alerts.webhook-url"))
                .isInstanceOf(ChannelException.NotSet.class)
                .hasMessageContaining("alerts.webhook-url")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void namesAllSettingsThatAnEmailLacks() {
        assertThatThrownBy(() ->
                        with(Map.of("alerts.email.from", "ada@shop.example")).requireEmailSettings())
                .isInstanceOf(ChannelException.NotSet.class)
                .hasMessage("settings are missing: alerts.email.host, alerts.email.to");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void takesEverySuccess(int status) {
        assertThatCode(() -> with(Map.of()).requireTaken(status)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 301, 308, 400, 401, 404, 418})
    void takesNothingElseForASuccess(int status) {
        assertThatThrownBy(() -> with(Map.of()).requireTaken(status)).isInstanceOf(ChannelException.Refused.class);
    }
}
