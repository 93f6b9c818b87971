package io.countersign.registry.client.refusedredirect;

import io.countersign.events.command.Accepted;
import io.countersign.events.log.Streams.Loaded;
import io.countersign.registry.authority.Authority;
import io.countersign.registry.authority.Visibility;
import io.countersign.registry.client.ClientState;
import io.countersign.registry.client.Clients;
import io.countersign.registry.client.RedirectAdmission;
import io.countersign.registry.refusal.Refused;
import io.countersign.web.api.Limits;
import io.countersign.web.api.Page;
import io.countersign.web.passport.Passport;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The redirect URIs that members were not sent to, and an owner's yes to one of them. */
@RestController
@RequestMapping("/api/v1/orgs/{orgId}/clients/{clientId}")
class RefusedRedirectController {
    private final RefusedRedirects refused;
    private final Clients clients;
    private final RedirectAdmission admission;

    RefusedRedirectController(RefusedRedirects refused, Clients clients, RedirectAdmission admission) {
        this.refused = refused;
        this.clients = clients;
        this.admission = admission;
    }

    @Operation(summary = "List the redirect URIs that were refused", description = "Of a client that is registered, https only: a member met "
            + "it with an address that is not registered for it, and was not sent there. Each is remembered for a week.")
    @GetMapping("/refused-redirect-uris")
    Page<RefusedRedirect> list(@PathVariable String orgId, @PathVariable String clientId, @AuthenticationPrincipal Passport caller) {
        var visible = Visibility.of(caller);
        var client = clients.find(clientId).map(Loaded::state).map(ClientState.Existing::details)
                .filter(known -> visible.covers(known.organizationId(), known.projectId())).orElseThrow(Refused::unknown);
        return new Page<>(refused.of(client.clientId()), null);
    }

    @Operation(summary = "Admit a redirect URI that was refused", description = "Exactly that one joins the client's redirect URIs. "
            + "Another one than those that are listed is 404.")
    @PostMapping("/refused-redirect-uris:admit")
    ResponseEntity<Void> admit(@PathVariable String clientId, @Valid @RequestBody AdmitRequest request,
            @AuthenticationPrincipal Passport caller) {
        var authority = Authority.of(caller);
        if (refused.of(clientId).stream().noneMatch(known -> known.redirectUri().equals(request.redirectUri()))) {
            throw Refused.unknown();
        }
        var receipt = admission.admit(clientId, request.redirectUri(), authority);
        refused.forget(clientId, request.redirectUri());
        return Accepted.done(receipt);
    }

    /** @param redirectUri byte by byte as it is listed */
    record AdmitRequest(@NotBlank @Size(max = Limits.URI) String redirectUri) {
    }
}
