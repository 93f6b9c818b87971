package io.countersign.gateway.description;

import io.countersign.gateway.origin.PublicUrls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the native API's description; it is whole from the first second, since this gateway brings it along. */
@RestController
class ApiDescriptionController {
    private static final List<String> PARTS = List.of("registry", "consent", "token", "audit", "gateway");
    private final String description;

    ApiDescriptionController(PublicUrls urls) {
        var whole = new ApiDescription(urls.base(), resource("examples"), resource("problems"));
        PARTS.forEach(part -> whole.with(part, resource(part)));
        this.description = whole.json();
    }

    @GetMapping(path = "/api/v1/openapi.json", produces = "application/json")
    ResponseEntity<String> describe() {
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(description);
    }

    private static String resource(String name) {
        try {
            return new ClassPathResource("openapi/" + name + ".json").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new IllegalStateException("The description of the API is not whole", missing);
        }
    }
}
