package io.countersign.gateway;

import io.countersign.testkit.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/** As much of a browser as signing in needs: cookies by site, redirects, forms. The gateway's address may be served by any replica. */
final class Browser {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int LONGEST_WAY = 12;

    private final String base;
    private int replica;
    private final Map<String, Map<String, String>> cookies = new ConcurrentHashMap<>();
    /** Every {@code Set-Cookie} of the gateway, as it came. */
    final List<String> setCookies = new ArrayList<>();

    /** @param base the gateway's public address, which that port serves */
    Browser(String base, int replica) {
        this.base = base;
        this.replica = replica;
    }

    /** From now on another replica answers. */
    Browser at(int port) {
        replica = port;
        return this;
    }

    /** What is in the jar for the gateway. */
    Map<String, String> cookies() {
        return cookies.computeIfAbsent(base, site -> new TreeMap<>());
    }

    /** Follows redirects to the end. */
    HttpResponse<String> open(String address) {
        var answer = step(address);
        for (var steps = 0; isRedirect(answer) && steps < LONGEST_WAY; steps++) {
            answer = step(location(answer));
        }
        return answer;
    }

    /** One request, by a link. */
    HttpResponse<String> step(String address, String... headers) {
        return send(address, "GET", "", headers);
    }

    HttpResponse<String> send(String address, String method, String body, String... headers) {
        var whole = address.startsWith("/") ? base + address : address;
        var ours = whole.startsWith(base);
        var site = ours ? base : URI.create(whole).getAuthority();
        var jar = cookies.computeIfAbsent(site, any -> new TreeMap<>());
        var request = HttpRequest.newBuilder(URI.create(ours ? "http://127.0.0.1:" + replica + whole.substring(base.length()) : whole))
                .timeout(Duration.ofSeconds(60)).method(method, BodyPublishers.ofString(body));
        if (!jar.isEmpty()) {
            request.header("Cookie",
                    jar.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue()).collect(Collectors.joining("; ")));
        }
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = send(request.build());
        answer.headers().allValues("Set-Cookie").forEach(header -> {
            if (ours) {
                setCookies.add(header);
            }
            HttpCookie.parse(header).forEach(cookie -> {
                if (cookie.getMaxAge() == 0 || cookie.getValue().isEmpty()) {
                    jar.remove(cookie.getName());
                } else {
                    jar.put(cookie.getName(), cookie.getValue());
                }
            });
        });
        return answer;
    }

    /** Fills in the forms of the identity provider, from wherever the way leads there; ends where the way ends here. */
    HttpResponse<String> signIn(String address, Person person) {
        return passForms(open(address), person);
    }

    HttpResponse<String> passForms(HttpResponse<String> page, Person person) {
        var answer = page;
        for (var forms = 0; forms < 3 && form(answer).isPresent() && !isOurs(answer); forms++) {
            answer = submit(answer, person);
            while (isRedirect(answer)) {
                answer = step(location(answer));
            }
        }
        return answer;
    }

    /** One form of the identity provider. */
    HttpResponse<String> submit(HttpResponse<String> page, Person person) {
        return send(page.uri().resolve(form(page).orElseThrow()).toString(), "POST",
                "username=" + encode(person.username()) + "&password=" + encode(person.password()));
    }

    boolean isOurs(HttpResponse<?> answer) {
        return answer.uri().getPort() == replica;
    }

    static boolean isRedirect(HttpResponse<?> answer) {
        return answer.statusCode() / 100 == 3;
    }

    static String location(HttpResponse<?> answer) {
        var to = answer.headers().firstValue("Location").orElseThrow();
        return to.startsWith("/") ? answer.uri().resolve(to).toString() : to;
    }

    static Optional<String> form(HttpResponse<String> page) {
        return Optional.ofNullable(Jsoup.parse(page.body()).selectFirst("form")).map(found -> found.attr("action"));
    }

    static String field(HttpResponse<String> page, String name) {
        return Optional.ofNullable(Jsoup.parse(page.body()).selectFirst("input[name=" + name + "]")).map(found -> found.attr("value"))
                .orElseThrow();
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
