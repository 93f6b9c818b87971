package io.countersign.embeddedmongo;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Promises that no answer leaves the server before everything the answer rests on is stored, and that a stored state never holds half a
 * command.
 *
 * <p>Commands run side by side under the shared lock; the commit runs alone under the exclusive one, once for everybody who is waiting.
 * A command that only reads waits as well when it may have seen a write that is not stored yet: what one client was shown must not be
 * lost for all others.
 */
final class GroupCommit {

    private final ReentrantReadWriteLock commands = new ReentrantReadWriteLock();
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicLong begun = new AtomicLong();
    private final Runnable store;
    private volatile long stored;

    GroupCommit(Runnable store) {
        this.store = store;
    }

    <T> T write(Supplier<T> command) {
        long mine = 0;
        commands.readLock().lock();
        try {
            mine = begun.incrementAndGet();
            return command.get();
        } finally {
            commands.readLock().unlock();
            settle(mine);
        }
    }

    <T> T read(Supplier<T> command) {
        T answer;
        long seen;
        commands.readLock().lock();
        try {
            answer = command.get();
            seen = begun.get();
        } finally {
            commands.readLock().unlock();
        }
        settle(seen);
        return answer;
    }

    /** Runs a command beside which nothing else runs: it changes collections or indexes themselves. */
    <T> T alone(Supplier<T> command) {
        commands.writeLock().lock();
        try {
            return command.get();
        } finally {
            try {
                storeAll();
            } finally {
                commands.writeLock().unlock();
            }
        }
    }

    private void settle(long writes) {
        if (stored >= writes) {
            return;
        }
        turn.lock();
        try {
            if (stored < writes) {
                commands.writeLock().lock();
                try {
                    storeAll();
                } finally {
                    commands.writeLock().unlock();
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private void storeAll() {
        long all = begun.get();
        store.run();
        stored = all;
    }
}
