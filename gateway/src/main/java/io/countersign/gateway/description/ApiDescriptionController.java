package io.countersign.gateway.description;

import io.countersign.gateway.origin.PublicUrls;
import io.countersign.gateway.peer.Peers.Peer;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Publishes the native API's description, put together from what the services say. */
@RestController
class ApiDescriptionController {
    private final ServiceDescriptions services;
    private final PublicUrls urls;

    ApiDescriptionController(ServiceDescriptions services, PublicUrls urls) {
        this.services = services;
        this.urls = urls;
    }

    @GetMapping(path = "/api/v1/openapi.json", produces = "application/json")
    Mono<ResponseEntity<String>> describe() {
        return Flux.fromArray(Peer.values()).flatMapSequential(this::part).reduceWith(() -> new ApiDescription(urls.base()),
                (whole, part) -> whole.with(part.service(), part.openApi()))
                .map(whole -> ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(whole.json()));
    }

    private Mono<Part> part(Peer peer) {
        return services.of(peer).map(openApi -> new Part(peer.name().toLowerCase(Locale.ROOT), openApi));
    }

    private record Part(String service, String openApi) {
    }
}
