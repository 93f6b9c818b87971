package io.countersign.audit.checkpoint;

import io.countersign.audit.verifier.NoteSigner;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public half of the checkpoints' key, as a C2SP verifier key, for whoever verifies exports: open to all, and the same for life. */
@RestController
class CheckpointKeyController {
    private static final String PATH = "/.well-known/countersign/checkpoint-key";
    private static final Duration KNOWN = Duration.ofHours(1);
    private final NoteSigner signer;

    CheckpointKeyController(NoteSigner signer) {
        this.signer = signer;
    }

    @GetMapping(path = PATH, produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> key() {
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(KNOWN).cachePublic()).body(signer.key() + "\n");
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 10)
    static SecurityFilterChain openKey(HttpSecurity http) {
        return http.securityMatcher(PATH).csrf(AbstractHttpConfigurer::disable).requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.cacheControl(cache -> cache.disable()))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
    }
}
