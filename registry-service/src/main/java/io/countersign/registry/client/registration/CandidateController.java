package io.countersign.registry.client.registration;

import io.countersign.registry.authority.Visibility;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.passport.Passport;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who registered itself and waits for a first yes, for those who see the whole organization. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/organization/client-registration/candidates")
class CandidateController {
    private final Candidates candidates;

    CandidateController(Candidates candidates) {
        this.candidates = candidates;
    }

    @Operation(summary = "List the clients that registered themselves and that nobody let in yet", description = "They have nothing, "
            + "nobody vouches for what they say of themselves, and they are forgotten when they expire.")
    @GetMapping
    Page<Waiting> list(@PathVariable String orgId, PageRequest page, @AuthenticationPrincipal Passport caller) {
        return candidates.list(Visibility.ofEverything(caller).organizationId(), page).map(Waiting::of);
    }

    @Operation(summary = "List the clients that registered themselves and that nobody let in yet, each software once", description = "By "
            + "software_id and software_version, or by name and the sites they go back to: by their own word, so that this is for reading "
            + "only. One that a vendor registers for each of its users stands here once.")
    @GetMapping("/software")
    Page<Kind> software(@PathVariable String orgId, PageRequest page, @AuthenticationPrincipal Passport caller) {
        return candidates.software(Visibility.ofEverything(caller).organizationId(), page).map(Kind::of);
    }

    /** Candidates that say they are the same software, and how many wait. */
    record Kind(String name, @Nullable String softwareId, @Nullable String softwareVersion, List<String> redirects, int waiting,
            Instant lastRegisteredAt) {
        static Kind of(Candidates.Group group) {
            var software = group.software();
            return new Kind(software.name(), software.id(), software.version(), software.redirects(), group.waiting(), group.last());
        }
    }

    /** What it says of itself, and until when it is remembered. */
    record Waiting(String id, String name, String tokenEndpointAuthMethod, List<String> grantTypes, List<String> redirectUris,
            Instant registeredAt, Instant expiresAt) {
        static Waiting of(Candidate candidate) {
            var as = candidate.registration();
            return new Waiting(candidate.clientId(), as.name(), as.authenticationMethod(), as.grantTypes(), as.redirectUris(),
                    candidate.registeredAt(), candidate.expiresAt());
        }
    }
}
