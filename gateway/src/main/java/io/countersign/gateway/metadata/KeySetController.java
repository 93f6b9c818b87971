package io.countersign.gateway.metadata;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.countersign.gateway.transaction.TransactionTokens;
import io.countersign.web.key.KeyVault;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys of transaction tokens (RFC 7517), for upstream servers. */
@RestController
class KeySetController {
    private final KeyVault keys;

    KeySetController(KeyVault keys) {
        this.keys = keys;
    }

    @GetMapping(path = "/.well-known/jwks.json", produces = "application/json")
    ResponseEntity<String> keys() {
        var published = keys.signingKeys(TransactionTokens.KEY).stream().<JWK>map(key -> key.toPublicJWK()).toList();
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(java.time.Duration.ofMinutes(5)))
                .body(new JWKSet(published).toString());
    }
}
