package io.countersign.gateway.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.countersign.gateway.directory.Directory;
import io.countersign.gateway.origin.PublicUrls;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.web.problem.Problem;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Protected-resource metadata (RFC 9728, RS-01..RS-07). {@code scopes_supported} is what basic use needs, not the catalogue. */
@RestController
class ResourceMetadataController {
    private final Directory directory;
    private final PublicUrls urls;

    ResourceMetadataController(Directory directory, PublicUrls urls) {
        this.directory = directory;
        this.urls = urls;
    }

    @GetMapping(path = "/.well-known/oauth-protected-resource/o/{organization}/mcp/{server}", produces = "application/json")
    Mono<ResourceMetadata> metadata(@PathVariable String organization, @PathVariable String server) {
        return directory.server(organization, server).map(known -> metadata(known, organization))
                .switchIfEmpty(Mono.error(Problem::notFound));
    }

    private ResourceMetadata metadata(ServerAnswer server, String organization) {
        return new ResourceMetadata(server.resource(), List.of(urls.issuer(organization)), server.challengeScopes(), List.of("header"),
                server.name());
    }

    /** Names as RFC 9728, section 2, writes them; a list that is empty is left out (section 3.2). */
    record ResourceMetadata(String resource, @JsonProperty("authorization_servers") List<String> issuers,
            @JsonProperty("scopes_supported") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> scopes,
            @JsonProperty("bearer_methods_supported") List<String> bearerMethods,
            @JsonProperty("resource_name") String name) {
    }
}
