// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

/**
 * The two keys that every request bears in its body, never in a header. Never printed.
 *
 * @param partnerApiKey identifies the partner; issued by Braze
 * @param clientSecret the customer's Data Import Key, made in the dashboard; it picks the workspace
 */
public record Keys(String partnerApiKey, String clientSecret) {
    @Override
    public String toString() {
        return "Keys[hidden]";
    }
}
