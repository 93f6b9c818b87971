package io.countersign.registry.client.logo;

import io.countersign.registry.authority.Authority;
import io.countersign.registry.client.logo.Logos.Logo;
import io.countersign.registry.refusal.Refused;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves logos of clients from our own origin, for whoever belongs to the organization (CIMD-30, CIMD-34). */
@RestController
class LogoController {
    private static final String POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";
    private static final Duration KEPT = Duration.ofHours(1);

    private final LogoUris logoUris;
    private final Logos logos;

    LogoController(LogoUris logoUris, Logos logos) {
        this.logoUris = logoUris;
        this.logos = logos;
    }

    @Operation(summary = "Get the logo of a client", description = "A PNG that was made anew of the picture at the client's logo_uri. Where there "
            + "is none that can be shown, 404. With digest it is that very picture or none.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.IMAGE_PNG_VALUE, schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/api/v1/orgs/{orgId}/clients/{clientId}/logo")
    ResponseEntity<byte[]> get(@PathVariable String orgId, @PathVariable String clientId,
            @RequestParam(required = false) @Nullable String digest, @AuthenticationPrincipal Passport caller) {
        var logo = find(Authority.ofAnybody(caller).organizationId(), clientId,
                digest == null && caller.actor().type() == Actor.Type.MEMBER)
                .filter(found -> digest == null || found.digest().equals(digest)).orElseThrow(Refused::unknown);
        return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).cacheControl(CacheControl.maxAge(KEPT).cachePrivate())
                .eTag(logo.digest())
                .header("Content-Security-Policy", POLICY).header("X-Content-Type-Options", "nosniff")
                .header("Cross-Origin-Resource-Policy", "same-origin").body(logo.png());
    }

    /** @param fetched whether its host may be asked for it now: in front of a person only */
    private Optional<Logo> find(String organizationId, String clientId, boolean fetched) {
        return logoUris.of(organizationId, clientId)
                .flatMap(address -> fetched ? logos.current(organizationId, address) : logos.known(organizationId, address));
    }
}
