package io.countersign.consent.page;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The only thing the pages load. */
@RestController
class StyleController {
    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");
    private final Resource style = new ClassPathResource("assets/consent.css");

    @GetMapping("/o/{org}/consent/assets/consent.css")
    ResponseEntity<Resource> style() {
        return ResponseEntity.ok().contentType(CSS).body(style);
    }
}
