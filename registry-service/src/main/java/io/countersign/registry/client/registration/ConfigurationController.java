package io.countersign.registry.client.registration;

import io.countersign.web.passport.BearerToken;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client configuration endpoint (RFC 7592 section 2): a client that registered itself reads, replaces and deletes what it registered. */
@RestController
@RequestMapping("/o/{slug}/oauth2/register/{clientId}")
class ConfigurationController {
    private final RegistrationManagement management;
    private final ConfigurationUris uris;

    ConfigurationController(RegistrationManagement management, ConfigurationUris uris) {
        this.management = management;
        this.uris = uris;
    }

    @GetMapping
    ResponseEntity<ClientInformation> read(@PathVariable String slug, @PathVariable String clientId, HttpServletRequest request) {
        var holder = holder(slug, clientId, request);
        return answer(holder, management.read(holder));
    }

    @PutMapping
    ResponseEntity<ClientInformation> replace(@PathVariable String slug, @PathVariable String clientId, HttpServletRequest request)
            throws IOException {
        var holder = holder(slug, clientId, request);
        return answer(holder, management.replace(holder, MetadataBody.of(request)));
    }

    @DeleteMapping
    ResponseEntity<Void> delete(@PathVariable String slug, @PathVariable String clientId, HttpServletRequest request) {
        management.delete(holder(slug, clientId, request));
        return ResponseEntity.noContent().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    @RequestMapping
    ResponseEntity<Void> otherwise() {
        throw RegistrationRefused.method("A client reads its registration with GET, replaces it with PUT and deletes it with DELETE.",
                "GET,HEAD,PUT,DELETE,OPTIONS");
    }

    private ResponseEntity<ClientInformation> answer(RegistrationManagement.Holder holder, RegistrationManagement.Managed managed) {
        return RegistrationResponses.uncached(ResponseEntity.ok()).body(ClientInformation.of(managed.clientId(), managed.issuedAt(),
                managed.registration(), managed.shownSecret(), holder.token(), uris.of(holder.slug(), managed.clientId())));
    }

    private static RegistrationManagement.Holder holder(String slug, String clientId, HttpServletRequest request) {
        return new RegistrationManagement.Holder(slug, MetadataBody.address(request), clientId, BearerToken.of(request).orElse(""));
    }
}
