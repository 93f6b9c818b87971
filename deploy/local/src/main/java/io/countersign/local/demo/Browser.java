package io.countersign.local.demo;

import io.countersign.local.demo.Api.Answer;
import io.countersign.testkit.Person;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jsoup.Connection.KeyVal;
import org.jsoup.Jsoup;
import org.jsoup.helper.HttpConnection;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;
import tools.jackson.databind.json.JsonMapper;

/** A person's browser without JavaScript: keeps cookies, follows redirects and the refresh of a page, and submits forms. */
public final class Browser {
    private static final int MOST_HOPS = 20;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Target target;

    public Browser(Target target) {
        this.target = target;
    }

    /** The browser of somebody who signed in at the gateway itself, for what no bearer token may do. */
    public static Browser signedIn(Target target, Person person) {
        var browser = new Browser(target);
        browser.signIn(browser.open(target.resolve("/login"), _ -> false), person, _ -> false);
        return browser;
    }

    /** A page, or an address of somebody else that the browser was sent to. */
    public record Page(URI address, int status, Document document) {
        public boolean has(String selector) {
            return document.selectFirst(selector) != null;
        }

        String title() {
            return document.title();
        }

        public FormElement form(String selector) {
            return document.forms().stream().filter(form -> form.selectFirst(selector) != null).findFirst()
                    .orElseThrow(() -> new DemonstrationFailed(address + " shows no form with " + selector + ": " + document.text()));
        }
    }

    /** Where the address leads: a page of the platform or of Keycloak, or the first address for which {@code elsewhere} holds, unopened. */
    public Page open(URI address, Predicate<URI> elsewhere) {
        return follow(HttpRequest.newBuilder(address).GET(), address, elsewhere);
    }

    /** Submits a form as it stands, but for what the person filled in or left out. */
    public Page submit(Page page, FormElement form, Map<String, String> filled, Predicate<KeyVal> leftOut, Predicate<URI> elsewhere) {
        var data = form.formData().stream().filter(leftOut.negate()).filter(field -> !filled.containsKey(field.key()))
                .collect(Collectors.toList());
        filled.forEach((name, value) -> data.add(HttpConnection.KeyVal.create(name, value)));
        var body = data.stream().map(field -> encode(field.key()) + "=" + encode(field.value())).collect(Collectors.joining("&"));
        var action = page.address().resolve(form.attr("action").isEmpty() ? page.address().toString() : form.attr("action"));
        return follow(HttpRequest.newBuilder(action).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin(page.address())).POST(BodyPublishers.ofString(body)), action, elsewhere);
    }

    /** Fills in Keycloak's pages for name and password for as long as they are shown. */
    public Page signIn(Page shown, Person person, Predicate<URI> elsewhere) {
        var page = shown;
        for (var form = 0; form < 3 && page.has("input[name=username],input[name=password]"); form++) {
            page = submit(page, page.form("input[name=username],input[name=password]"),
                    Map.of("username", person.username(), "password", person.password()), _ -> false, elsewhere);
        }
        DemonstrationFailed.unless(!page.has("input[name=password]"), "Keycloak does not let " + person.username() + " in");
        return page;
    }

    /**
     * A change in the organization that the target names, by its path within it. One that may be said twice: it is repeated while a part of
     * the platform is not to be reached.
     */
    public Answer post(String path, Map<String, ?> body) {
        return Api.whileUnreached(() -> api("POST", target.api(path), JsonMapper.shared().writeValueAsString(body)));
    }

    /** A call of the native API with the session's cookie; one that changes something carries the session's CSRF token. */
    public Answer api(String method, String path, String body) {
        var request = HttpRequest.newBuilder(target.resolve(path)).header("Accept", "application/json, application/problem+json;q=0.9")
                .header("Cookie", cookieHeader());
        if (!"GET".equals(method)) {
            request.header("X-CSRF-Token", api("GET", "/api/v1/session", "").expect(200).text("csrfToken"))
                    .header("Origin", origin(target.gateway())).header("Content-Type", "application/json");
        }
        var answer = Api.exchange(request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofByteArray());
        keep(answer);
        return Answer.of(answer);
    }

    private Page follow(HttpRequest.Builder first, URI start, Predicate<URI> elsewhere) {
        var request = first;
        var address = start;
        for (var hop = 0; hop < MOST_HOPS; hop++) {
            if (elsewhere.test(address)) {
                return new Page(address, 0, Jsoup.parse(""));
            }
            var answer = Api.exchange(request.header("Cookie", cookieHeader()).header("Accept", "text/html").build(),
                    BodyHandlers.ofString());
            keep(answer);
            var page = new Page(address, answer.statusCode(), Jsoup.parse(answer.body(), address.toString()));
            var next = answer.headers().firstValue("Location").or(() -> refresh(page));
            if (next.isEmpty()) {
                return page;
            }
            address = address.resolve(next.get());
            request = HttpRequest.newBuilder(address).GET();
        }
        throw new DemonstrationFailed("The browser is sent around in circles from " + start);
    }

    private static Optional<String> refresh(Page page) {
        return Optional.ofNullable(page.document().selectFirst("meta[http-equiv=refresh]")).map(meta -> meta.attr("content"))
                .filter(content -> content.contains("=")).map(content -> content.substring(content.indexOf('=') + 1));
    }

    private void keep(HttpResponse<?> answer) {
        answer.headers().allValues("Set-Cookie").stream().flatMap(header -> HttpCookie.parse(header).stream()).forEach(cookie -> {
            if (cookie.hasExpired() || cookie.getValue().isEmpty()) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie.getValue());
            }
        });
    }

    /** What it would send to the platform: the value of the header {@code Cookie}. */
    public String cookieHeader() {
        return cookies.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue()).collect(Collectors.joining("; "));
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
