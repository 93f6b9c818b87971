package io.countersign.testkit.harness;

import com.sun.net.httpserver.HttpServer;
import io.countersign.access.AccessEntry;
import io.countersign.testkit.harness.RunningService.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The fake is held to what real owners are held to. */
class FakeOwnerTest extends OwnerAnswerContract {
    private final FakeOwner owner = FakeOwner.of("organization", "client");
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        owner.knows(Map.of("organization:org-1", 0L, "client:cli-1", 0L));
        owner.says(new AccessEntry("client:cli-2", 0, false, true, 4));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/internal/access", owner);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Override
    protected Answer post(String body) {
        try (var http = HttpClient.newHttpClient()) {
            return new Answer(http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getAddress().getPort()
                    + "/internal/access")).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    protected List<String> open() {
        return List.of("organization:org-1", "client:cli-1");
    }

    @Override
    protected String closed() {
        return "client:cli-2";
    }

    @Override
    protected List<String> unknown() {
        return List.of("organization:org-9", "client:cli-9");
    }

    @Override
    protected String foreign() {
        return "consent:cns-1";
    }
}
