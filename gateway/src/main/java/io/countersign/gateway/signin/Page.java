package io.countersign.gateway.signin;

import io.countersign.web.page.ShortPage;
import io.countersign.web.problem.Problem;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A {@link ShortPage} as an answer of the gateway, kept by nobody. */
public final class Page {
    private final HttpStatus status;
    private final ShortPage page;

    private Page(HttpStatus status, ShortPage page) {
        this.status = status;
        this.page = page;
    }

    public static Page of(HttpStatus status, String title, String sentence) {
        return new Page(status, ShortPage.of(title, sentence));
    }

    /** What a person reads of a problem. */
    public static Page of(Problem problem) {
        var title = switch (problem.status()) {
            case NOT_FOUND -> "There is nothing here";
            case SERVICE_UNAVAILABLE -> "This does not work at the moment";
            default -> "This is not possible";
        };
        return of(problem.status(), title, String.valueOf(problem.getMessage()));
    }

    /** @param address path and query of this gateway */
    public Page link(String address, String words) {
        page.link(address, words);
        return this;
    }

    /** As {@link ShortPage#button}. */
    Page button(String action, String field, String value, String words, String onward) {
        page.button(action, field, value, words, onward);
        return this;
    }

    public Mono<Void> write(ServerWebExchange exchange) {
        var response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().putAll(headers());
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(page.html().getBytes(StandardCharsets.UTF_8))));
    }

    ResponseEntity<String> answer() {
        return ResponseEntity.status(status).headers(headers()).body(page.html());
    }

    private HttpHeaders headers() {
        var headers = new HttpHeaders();
        headers.setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
        headers.setCacheControl("no-store");
        headers.set("Content-Security-Policy", page.contentSecurityPolicy());
        headers.set("Referrer-Policy", "same-origin");
        headers.set("X-Content-Type-Options", "nosniff");
        return headers;
    }
}
