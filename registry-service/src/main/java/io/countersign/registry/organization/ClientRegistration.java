package io.countersign.registry.organization;

import io.countersign.registry.contract.OrganizationEvent.ClientRegistrationPolicyChanged;
import io.countersign.registry.organization.OrganizationCommand.ChangeClientRegistration;

/**
 * How clients that no owner registered may come to an organization. Nothing is open that no owner opened.
 *
 * @param dynamic             whether they may register themselves (RFC 7591)
 * @param privateUseRedirects whether with a redirect URI of a scheme of the app's own, which any other app may claim too (RFC 8252 section 8.6)
 * @param metadataDocuments   whether they may be known by the address of their metadata document (CIMD)
 * @param protectedRegistration        whether those that register themselves need an initial access token (RFC 7591 section 1.2)
 */
public record ClientRegistration(boolean dynamic, boolean privateUseRedirects, boolean metadataDocuments,
        boolean protectedRegistration) {
    static final ClientRegistration CLOSED = new ClientRegistration(false, false, false, false);

    static ClientRegistration of(ClientRegistrationPolicyChanged e) {
        return new ClientRegistration(e.dynamic(), e.privateUseRedirects(), e.metadataDocuments(), e.protectedRegistration());
    }

    static ClientRegistration of(ChangeClientRegistration change) {
        return new ClientRegistration(change.dynamic(), change.privateUseRedirects(), change.metadataDocuments(),
                change.protectedRegistration());
    }

    /**
     * Whether a program comes to be known by itself: by its document, or by registering itself, for which no program has an initial access
     * token.
     */
    public boolean takes(boolean hasDocument, boolean ownScheme) {
        return (metadataDocuments && hasDocument) || (dynamic && !protectedRegistration && (privateUseRedirects || !ownScheme));
    }
}
