package io.countersign.embeddedmongo;

import org.h2.mvstore.MVStore;

/**
 * Writes what has changed to the file, and every now and then gathers what is still alive in chunks that are mostly dead, so that the
 * file stays in proportion to its data. It runs alone: no command is under way.
 */
final class FileWriteTask implements Runnable {

    private static final int COMMITS_BETWEEN = 64;
    private static final int WANTED_FILL_PERCENT = 50;
    private static final int BYTES_AT_ONCE = 1024 * 1024;

    private final MVStore store;
    private int commits;

    FileWriteTask(MVStore store) {
        this.store = store;
    }

    @Override
    public void run() {
        commit();
        commits++;
        if (commits % COMMITS_BETWEEN == 0 && store.compact(WANTED_FILL_PERCENT, BYTES_AT_ONCE)) {
            commit();
        }
    }

    /**
     * The header of the file names the newest chunk after every commit. The store by itself writes it now and then and finds the newest chunk
     * by following older ones; some of those are free by then, and a kill in the middle of writing over one would hide what came after it.
     * A header that says "clean" is written anew with the next chunk, and no longer says so.
     */
    private void commit() {
        if (store.getFileStore() != null) {
            store.getStoreHeader().put("clean", 1);
        }
        store.commit();
    }
}
