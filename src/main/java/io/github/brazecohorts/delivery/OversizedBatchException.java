// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

/** A batch has more ids than Braze takes in one request. Nothing of it is sent. */
public class OversizedBatchException extends Exception {
    public OversizedBatchException(int size) {
        super("a batch of " + size + " exceeds Braze's limit of " + Batch.LARGEST
                + " ids a request; lower completionSizeExpression of in-batches");
    }
}
