package io.countersign.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.countersign.testkit.TlsIdentity;
import io.countersign.web.outbound.FetchFailed.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.util.unit.DataSize;

/** Whom the fetcher of an installation believes. */
class OutboundAutoConfigurationTest {
    @TempDir
    private Path directory;
    private HttpsServer server;
    private ApplicationContextRunner installation;

    @BeforeEach
    void start() throws IOException {
        var identity = TlsIdentity.in(directory, "dns:documents.internal");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        installation = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, OutboundAutoConfiguration.class))
                .withBean(OutboundGuard.Names.class, () -> _ -> new InetAddress[]{InetAddress.getLoopbackAddress()})
                .withPropertyValues("countersign.outbound.allowed-ranges=127.0.0.0/8",
                        "spring.ssl.bundle.pem.ours.truststore.certificate=file:" + identity.certificate());
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void theAuthoritiesOfTheNamedBundleAreTrustedForTheNamesTheyCertify() {
        installation.withPropertyValues("countersign.outbound.ssl-bundle=ours").run(context -> {
            assertThat(get(context, "https://documents.internal").status()).isEqualTo(204);
            assertUnreachable(context, "https://other.internal");
        });
    }

    @Test
    void otherwiseThoseOfTheJdkAreTrusted() {
        installation.run(context -> assertUnreachable(context, "https://documents.internal"));
    }

    @Test
    void aBundleThatNobodyConfiguredStopsTheStart() {
        installation.withPropertyValues("countersign.outbound.ssl-bundle=unknown")
                .run(context -> assertThat(context).getFailure().hasRootCauseInstanceOf(NoSuchSslBundleException.class));
    }

    /** CIMD-27. */
    @Test
    void plainHttpIsNotFetchedUntilThatIsSwitchedOn() {
        var here = URI.create("http://localhost:8085/client.json");
        installation.run(context -> assertThat(context.getBean(OutboundFetcher.class).fetches(here)).isFalse());
        installation.withPropertyValues("countersign.outbound.loopback-http=true")
                .run(context -> assertThat(context.getBean(OutboundFetcher.class).fetches(here)).isTrue());
    }

    private Fetched get(ApplicationContext context, String origin) throws FetchFailed {
        return context.getBean(OutboundFetcher.class).get(URI.create(origin + ":" + server.getAddress().getPort() + "/"), "*/*",
                DataSize.ofKilobytes(1), Duration.ofSeconds(20));
    }

    private void assertUnreachable(ApplicationContext context, String origin) {
        assertThatThrownBy(() -> get(context, origin)).isInstanceOfSatisfying(FetchFailed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.UNREACHABLE));
    }
}
