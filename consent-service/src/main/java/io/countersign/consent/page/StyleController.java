package io.countersign.consent.page;

import io.countersign.web.page.ShortPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The only thing the pages load. */
@RestController
class StyleController {
    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");
    private final String style;

    StyleController() throws IOException {
        style = ShortPage.style() + new ClassPathResource("assets/consent.css").getContentAsString(StandardCharsets.UTF_8);
    }

    @GetMapping("/o/{org}/consent/assets/consent.css")
    ResponseEntity<String> style() {
        return ResponseEntity.ok().contentType(CSS).body(style);
    }
}
