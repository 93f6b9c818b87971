package io.countersign.gateway.description;

import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The native API's description as a page for people; all it loads comes from this gateway. */
@RestController
class ApiPageController {
    private static final Resource SCRIPT = new ClassPathResource("META-INF/resources/webjars/redoc/2.5.1/redoc.standalone.js");
    /** The script writes styles into the page; it runs nothing else and asks nobody else. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Countersign API</title>
            </head>
            <body style="margin:0">
            <redoc spec-url="/api/v1/openapi.json" disable-search hide-schema-pattern
            theme='{"typography":{"fontFamily":"system-ui,sans-serif","headings":{"fontFamily":"system-ui,sans-serif"}}}'></redoc>
            <script src="/api/v1/docs/redoc.js"></script>
            </body>
            </html>
            """;

    @GetMapping(path = "/api/v1/docs", produces = "text/html;charset=UTF-8")
    ResponseEntity<String> page() {
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff").header("Referrer-Policy", "same-origin").body(PAGE);
    }

    @GetMapping(path = "/api/v1/docs/redoc.js", produces = "text/javascript")
    ResponseEntity<Resource> script() {
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(Duration.ofDays(1))).header("X-Content-Type-Options", "nosniff")
                .body(SCRIPT);
    }
}
