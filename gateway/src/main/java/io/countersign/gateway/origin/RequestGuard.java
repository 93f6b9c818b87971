package io.countersign.gateway.origin;

import io.countersign.web.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Turns away what nobody honest sends: a foreign {@code Host} (DNS rebinding), and paths that two parsers could read in two ways
 * (dot segments, empty segments, encoded slashes, path parameters), since what is checked here is forwarded there; and an {@code Accept}
 * that no part could go by.
 */
@Component
@Order(-90)
public class RequestGuard implements PublicFilter {
    private static final Pattern AMBIGUOUS = Pattern.compile("(^|/)\\.{1,2}(/|$)|//|[;\\\\]|%(2e|2f|5c|3b|25|00|0a|0d)",
            Pattern.CASE_INSENSITIVE);

    private final Set<String> hosts;

    RequestGuard(PublicUrls urls, OriginProperties allowed) {
        hosts = Stream.concat(Stream.of(urls.authority()), allowed.hosts().stream().map(host -> host.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
        var refusal = refusal(RequestTarget.of(received.uri()), request.getHeaders(), received.scheme());
        if (refusal != null) {
            return Mono.error(refusal);
        }
        if (AMBIGUOUS.matcher(request.getURI().getRawPath()).find()) {
            return Mono.error(new Problem(HttpStatus.BAD_REQUEST, "path_ambiguous", "The path is not in its plain form."));
        }
        return acceptable(request.getHeaders())
                ? chain.filter(exchange)
                : Mono.error(new Problem(HttpStatus.NOT_ACCEPTABLE, "not_acceptable", "Accept is no list of media types."));
    }

    private static boolean acceptable(HttpHeaders headers) {
        try {
            MimeTypeUtils.sortBySpecificity(headers.getAccept());
            return true;
        } catch (InvalidMediaTypeException | InvalidMimeTypeException none) {
            return false;
        }
    }

    /**
     * Why a request is not for this gateway; null when it is. An authority in the target is the one that counts (RFC 9112, section 3.2.2);
     * here it has to be ours beside that of the header, since what is behind may go by either.
     */
    public @Nullable Problem refusal(RequestTarget target, HttpHeaders headers, String scheme) {
        List<String> host = headers.getOrEmpty(HttpHeaders.HOST);
        if (host.size() != 1) {
            return new Problem(HttpStatus.BAD_REQUEST, "bad_request", "A request names one host (RFC 9112, section 3.2).");
        }
        var authority = target.authority();
        return ours(host.getFirst(), scheme) && (authority == null || ours(authority, scheme))
                ? null
                : new Problem(HttpStatus.MISDIRECTED_REQUEST, "host_unknown", "This host is not served here.");
    }

    private boolean ours(String host, String scheme) {
        return hosts.contains(withoutDefaultPort(host, scheme));
    }

    private static String withoutDefaultPort(String host, String scheme) {
        var name = host.toLowerCase(Locale.ROOT);
        var defaultPort = "https".equals(scheme) ? ":443" : ":80";
        return name.endsWith(defaultPort) ? name.substring(0, name.length() - defaultPort.length()) : name;
    }
}
