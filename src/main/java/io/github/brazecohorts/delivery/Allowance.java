// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import io.github.brazecohorts.membership.WorkspaceMemory;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the bucket of a workspace's requests in the state: so it is one for all restarts, and for all processes that share
 * the state. Its time is the wall clock, as other processes must understand it.
 */
final class Allowance extends AbstractCompareAndSwapBasedProxyManager<WorkspaceMemory> {
    /**
     * @param time the same for all who share the state
     */
    Allowance(TimeMeter time) {
        super(ClientSideConfig.getDefault().withClientClock(time));
    }

    /** The bucket that a workspace's memory keeps; one that was filled by another rule goes on by this one. */
    Bucket bucket(WorkspaceMemory memory, BucketConfiguration rule) {
        BucketProxy bucket = builder().build(memory, () -> rule);
        bucket.replaceConfiguration(rule, TokensInheritanceStrategy.AS_IS);
        return bucket;
    }

    @Override
    protected CompareAndSwapOperation beginCompareAndSwapOperation(WorkspaceMemory memory) {
        return new CompareAndSwapOperation() {
            @Override
            public Optional<byte[]> getStateData(Optional<Long> timeout) {
                return memory.allowance();
            }

            @Override
            public boolean compareAndSwap(
                    byte[] before, byte[] after, RemoteBucketState state, Optional<Long> timeout) {
                return memory.allow(Optional.ofNullable(before), after);
            }
        };
    }

    @Override
    protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(WorkspaceMemory memory) {
        throw new UnsupportedOperationException("a sender waits for its turn");
    }

    @Override
    public boolean isAsyncModeSupported() {
        return false;
    }

    @Override
    public boolean isExpireAfterWriteSupported() {
        return false;
    }

    @Override
    public void removeProxy(WorkspaceMemory memory) {
        throw new UnsupportedOperationException("what has left stays counted");
    }

    @Override
    protected CompletableFuture<Void> removeAsync(WorkspaceMemory memory) {
        throw new UnsupportedOperationException("what has left stays counted");
    }
}
