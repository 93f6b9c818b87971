package io.countersign.registry.client.registration;

import io.countersign.web.passport.BearerToken;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client registration endpoint of an issuer (RFC 7591 section 3): open to everybody, or by invitation, where the organization is. */
@RestController
@RequestMapping("/o/{slug}/oauth2/register")
class RegistrationController {
    private final DynamicRegistration registering;
    private final ConfigurationUris uris;

    RegistrationController(DynamicRegistration registering, ConfigurationUris uris) {
        this.registering = registering;
        this.uris = uris;
    }

    @PostMapping
    ResponseEntity<ClientInformation> register(@PathVariable String slug, HttpServletRequest request) throws IOException {
        var registered = registering.register(slug, MetadataBody.address(request), BearerToken.of(request).orElse(""),
                MetadataBody.of(request));
        var candidate = registered.candidate();
        var secret = registered.secret();
        return RegistrationResponses.uncached(ResponseEntity.status(HttpStatus.CREATED))
                .body(ClientInformation.of(candidate.clientId(), candidate.registeredAt(), candidate.registration(),
                        secret == null ? null : secret.value(), registered.token().value(), uris.of(slug, candidate.clientId())));
    }

    @RequestMapping
    ResponseEntity<Void> otherwise() {
        throw RegistrationRefused.method("A client registers with POST.", "POST,OPTIONS");
    }
}
