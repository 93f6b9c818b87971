package io.countersign.gateway.signin;

import io.countersign.web.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;

/** A page of a few words, for people whose way ends here or needs a decision. It runs no script, loads nothing and cannot be framed. */
public final class Page {
    private static final String STYLE = """
            :root{color-scheme:light dark;--back:#f3f2ed;--text:#16201c;--strong:#17573a}
            @media(prefers-color-scheme:dark){:root{--back:#101613;--text:#e8efe9;--strong:#8fd3ae}}
            body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1.5rem;background:var(--back);color:var(--text)}
            h1{font-size:1.5rem;line-height:1.25}
            a,button{font:inherit;color:var(--strong)}
            button{padding:.6rem 1.5rem;border:0;border-radius:.5rem;background:var(--strong);color:var(--back)}
            :focus-visible{outline:3px solid;outline-offset:2px}
            """;
    private static final String STYLE_HASH = "'sha256-" + sha256(STYLE) + "'";

    private final HttpStatus status;
    private final String title;
    private final StringBuilder content = new StringBuilder();
    private String formTargets = "'none'";

    private Page(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public static Page of(HttpStatus status, String title, String sentence) {
        var page = new Page(status, title);
        page.content.append("<p>").append(escape(sentence)).append("</p>");
        return page;
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
        content.append("<p><a href=\"").append(escape(address)).append("\">").append(escape(words)).append("</a></p>");
        return this;
    }

    /**
     * A button that sends one field.
     *
     * @param onward where the answer may lead besides this gateway: a browser holds a form to that, too
     */
    Page button(String action, String field, String value, String words, String onward) {
        formTargets = "'self' " + onward;
        content.append("<form method=\"post\" action=\"").append(escape(action)).append("\"><input type=\"hidden\" name=\"")
                .append(escape(field)).append("\" value=\"").append(escape(value)).append("\"><button>").append(escape(words))
                .append("</button></form>");
        return this;
    }

    public Mono<Void> write(ServerWebExchange exchange) {
        var response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().putAll(headers());
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(html().getBytes(StandardCharsets.UTF_8))));
    }

    ResponseEntity<String> answer() {
        return ResponseEntity.status(status).headers(headers()).body(html());
    }

    private HttpHeaders headers() {
        var headers = new HttpHeaders();
        headers.setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
        headers.setCacheControl("no-store");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src " + STYLE_HASH + "; form-action " + formTargets
                + "; frame-ancestors 'none'; base-uri 'none'");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("X-Content-Type-Options", "nosniff");
        return headers;
    }

    private String html() {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                + "content=\"width=device-width\"><title>" + escape(title) + " · Countersign</title><style>" + STYLE
                + "</style></head><body><main><h1>" + escape(title) + "</h1>" + content + "</main></body></html>";
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
