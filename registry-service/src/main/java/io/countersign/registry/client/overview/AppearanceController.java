package io.countersign.registry.client.overview;

import io.countersign.events.projection.View;
import io.countersign.events.projection.Views;
import io.countersign.registry.client.logo.LogoUris;
import io.countersign.registry.client.logo.Logos;
import io.countersign.registry.client.logo.Logos.Logo;
import io.countersign.registry.contract.AppearanceAnswer;
import io.countersign.registry.contract.AppearanceQuestion;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** How a client is shown to a person who decides about it, for passports of services only. */
@RestController
class AppearanceController {
    private final View<ClientOverview> clients;
    private final LogoUris logoUris;
    private final Logos logos;

    AppearanceController(Views views, LogoUris logoUris, Logos logos) {
        this.clients = views.of(ClientOverview.class);
        this.logoUris = logoUris;
        this.logos = logos;
    }

    @PostMapping("/internal/clients/appearance")
    AppearanceAnswer appearance(@RequestBody AppearanceQuestion question) {
        var organizationId = question.organizationId();
        var digest = logoUris.of(organizationId, question.clientId())
                .flatMap(address -> question.inFrontOfPerson()
                        ? logos.current(organizationId, address)
                        : logos.known(organizationId, address))
                .map(Logo::digest).orElse(null);
        return clients.find(question.clientId()).map(View.Row::value).filter(row -> row.organizationId().equals(organizationId))
                .map(ClientOverview::shownAs)
                .map(shown -> new AppearanceAnswer(digest, shown.formerName(), shown.renamedAt(), shown.logoChangedAt()))
                .orElseGet(() -> new AppearanceAnswer(digest, null, null, null));
    }
}
