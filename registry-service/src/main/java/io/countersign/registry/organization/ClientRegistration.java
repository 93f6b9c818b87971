package io.countersign.registry.organization;

import io.countersign.registry.contract.OrganizationEvent.ClientRegistrationPolicyChanged;
import io.countersign.registry.organization.OrganizationCommand.ChangeClientRegistration;

/**
 * Whether clients may register themselves in an organization (RFC 7591). Nothing is open that no owner opened.
 *
 * @param dynamic             whether they may at all
 * @param privateUseRedirects whether with a redirect URI of a scheme of the app's own, which any other app may claim too (RFC 8252 section 8.6)
 */
public record ClientRegistration(boolean dynamic, boolean privateUseRedirects) {
    static final ClientRegistration CLOSED = new ClientRegistration(false, false);

    static ClientRegistration of(ClientRegistrationPolicyChanged e) {
        return new ClientRegistration(e.dynamic(), e.privateUseRedirects());
    }

    static ClientRegistration of(ChangeClientRegistration change) {
        return new ClientRegistration(change.dynamic(), change.privateUseRedirects());
    }
}
