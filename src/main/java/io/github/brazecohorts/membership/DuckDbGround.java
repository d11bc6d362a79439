// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/** The held file: nobody else has it, but it may have been taken away. */
record DuckDbGround(DuckDbFile file, Lock heavy) implements Ground {
    @Override
    public Failures failures() {
        return file.failures();
    }

    @Override
    public SqlSession connect() {
        return file.connect();
    }

    @Override
    public StagedAudience stage(SqlSession session) {
        return new SpillFile(file.newWorkFile());
    }

    @Override
    public <T> T heavily(Supplier<T> work) {
        heavy.lock();
        try {
            return work.get();
        } finally {
            heavy.unlock();
        }
    }

    @Override
    public void requireHeld(SqlSession session) {
        file.requireInPlace();
    }

    @Override
    public String whileHeld() {
        return "";
    }

    @Override
    public void requireFirm() {
        file.requireInPlace();
    }

    @Override
    public StateException lost() {
        return file.gone();
    }

    /** There are no other nodes. */
    @Override
    public void leaves(boolean something) {}

    @Override
    public void giveBack() {
        file.release();
    }
}
