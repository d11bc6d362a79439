// SPDX-License-Identifier: Apache-2.0
/** Where alerts and reports go beside the log: the beans that {@code routes/channels.camel.yaml} names. */
package io.github.brazecohorts.channel;
