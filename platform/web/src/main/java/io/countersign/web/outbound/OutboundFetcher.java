package io.countersign.web.outbound;

import io.countersign.web.outbound.FetchFailed.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.Timeout;
import org.springframework.util.unit.DataSize;

/**
 * Fetches what people and documents point to (client metadata, key sets, logos): over https, from judged addresses only, under the certificate's
 * name, without redirects, cookies or content codings, bounded in bytes and time. Each fetch has a connection of its own.
 */
public final class OutboundFetcher implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final int TO_ONE_HOST = 8;

    private final CloseableHttpClient http;
    private final boolean loopbackHttp;
    private final ExecutorService exchanges = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("outbound-fetch-", 0).factory());

    /**
     * @param tls          checks certificate and name of whoever answers
     * @param loopbackHttp whether this machine is asked without TLS as well
     */
    public OutboundFetcher(OutboundGuard guard, TlsSocketStrategy tls, boolean loopbackHttp) {
        this.loopbackHttp = loopbackHttp;
        var connections = PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(new GuardedDnsResolver(guard))
                .setTlsSocketStrategy(tls)
                .setMaxConnTotal(CONNECTIONS).setMaxConnPerRoute(TO_ONE_HOST)
                .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(Timeout.ofSeconds(3)).build()).build();
        this.http = HttpClients.custom().setConnectionManager(connections).setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling().disableCookieManagement().disableAuthCaching().disableAutomaticRetries()
                .disableContentCompression().setUserAgent("Countersign").build();
    }

    /** Whether an address is of a kind that is fetched at all, whoever answers there: https, or http of this machine where that is switched on. */
    public boolean fetches(URI address) {
        var host = address.getHost();
        return host != null && address.getRawUserInfo() == null
                && ("https".equalsIgnoreCase(address.getScheme()) || (loopbackHttp && isLoopbackHttp(address.getScheme(), host)));
    }

    private static boolean isLoopbackHttp(String scheme, String host) {
        return "http".equalsIgnoreCase(scheme) && Loopback.is(host.toLowerCase(Locale.ROOT));
    }

    /**
     * Whatever it answers but a redirect, statuses that tell of errors included.
     *
     * @param accept media types, as in {@code Accept}
     * @param most   bytes of the body
     * @param within from the look-up of the name to the last byte
     */
    public Fetched get(URI address, String accept, DataSize most, Duration within) throws FetchFailed {
        if (!fetches(address)) {
            throw new FetchFailed(Reason.ADDRESS, "Only https addresses without user information are fetched");
        }
        var request = new HttpGet(address);
        request.setHeader(HttpHeaders.ACCEPT, accept);
        var exchange = exchanges.submit(() -> http.execute(request, response -> read(request, response, most.toBytes())));
        try {
            return exchange.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failure(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            throw new FetchFailed(Reason.TOO_SLOW, "No whole answer within " + within);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FetchFailed(Reason.UNREACHABLE, stopped);
        } finally {
            request.cancel();
            exchange.cancel(true);
        }
    }

    /** What is not wanted is not read to its end either, which closing the answer in good order would do. */
    private static Fetched read(HttpGet request, ClassicHttpResponse response, long most) throws IOException {
        try {
            return read(response, most);
        } catch (FetchFailed unwanted) {
            request.cancel();
            throw unwanted;
        }
    }

    private static Fetched read(ClassicHttpResponse response, long most) throws IOException {
        if (response.getCode() / 100 == 3) {
            throw new FetchFailed(Reason.REDIRECT, "Redirects are not followed");
        }
        var headers = new LinkedHashMap<String, String>();
        for (var header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        var entity = response.getEntity();
        if (entity == null) {
            return new Fetched(response.getCode(), headers, new byte[0]);
        }
        var body = entity.getContent().readNBytes(Math.toIntExact(most + 1));
        if (body.length > most) {
            throw new FetchFailed(Reason.TOO_LARGE, "More than " + most + " bytes");
        }
        return new Fetched(response.getCode(), headers, body);
    }

    private static FetchFailed failure(Throwable cause) {
        return switch (cause) {
            case FetchFailed failed -> failed;
            case GuardedDnsResolver.Refused refused -> new FetchFailed(Reason.REFUSED, refused);
            default -> new FetchFailed(Reason.UNREACHABLE, cause);
        };
    }

    @Override
    public void close() throws IOException {
        exchanges.shutdownNow();
        http.close();
    }

    /** Hands the client the judged addresses; there is no other way it comes by one. */
    private record GuardedDnsResolver(OutboundGuard guard) implements DnsResolver {
        @Override
        public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
            try {
                return guard.resolve(unbracketed(host), port);
            } catch (OutboundRefused refused) {
                throw new Refused(refused);
            }
        }

        @Override
        public InetAddress[] resolve(String host) {
            throw new UnsupportedOperationException("No address without a port is judged");
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }

        private static String unbracketed(String host) {
            return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        }

        /** The client's own type of failure. */
        private static final class Refused extends UnknownHostException {
            Refused(OutboundRefused cause) {
                super(cause.getMessage());
                initCause(cause);
            }
        }
    }
}
