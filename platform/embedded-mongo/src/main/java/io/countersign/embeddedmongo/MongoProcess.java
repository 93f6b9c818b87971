package io.countersign.embeddedmongo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs the server as a process of its own: {@code --file FILE --port PORT}, on 127.0.0.1, until it is told to end. */
public final class MongoProcess {

    private MongoProcess() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        var server = DurableMongoServer.start(Path.of(option(arguments, "--file")),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(option(arguments, "--port"))));
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            ended.countDown();
        }, "close"));
        ended.await();
    }

    private static String option(String[] arguments, String name) {
        for (int at = 0; at < arguments.length - 1; at++) {
            if (arguments[at].equals(name)) {
                return arguments[at + 1];
            }
        }
        throw new IllegalArgumentException("usage: --file FILE --port PORT; " + name + " is missing");
    }
}
