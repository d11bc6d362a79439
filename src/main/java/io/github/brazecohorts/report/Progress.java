// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

/** Is told how far a run has come, often and from any thread; does with it what it likes. */
@FunctionalInterface
public interface Progress {
    /**
     * @param audience the NAME of the audience
     * @param stage what is being done: {@code reading}, {@code comparing}, {@code delivering}
     * @param done rows read, or changes answered
     * @param total changes to deliver; 0 where it is not known
     */
    void at(String audience, String stage, long done, long total);

    /** Tells both. */
    default Progress and(Progress other) {
        return (audience, stage, done, total) -> {
            at(audience, stage, done, total);
            other.at(audience, stage, done, total);
        };
    }
}
