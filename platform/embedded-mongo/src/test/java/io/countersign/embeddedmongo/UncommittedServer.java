package io.countersign.embeddedmongo;

import de.bwaldvogel.mongo.MongoServer;
import java.util.concurrent.CountDownLatch;
import org.h2.mvstore.MVStore;

/** The negative control: the same server with the group commit off. The store writes when it likes, as the library does it by itself. */
final class UncommittedServer {

    private UncommittedServer() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        MVStore store = MVStore.open(arguments[1]);
        new MongoServer(new DurableBackend(store, new CollectionScans(), () -> {
        })).bind("127.0.0.1", Integer.parseInt(arguments[3]));
        new CountDownLatch(1).await();
    }
}
