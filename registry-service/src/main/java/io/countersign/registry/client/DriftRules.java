package io.countersign.registry.client;

import io.countersign.registry.contract.ClientEvent;
import io.countersign.registry.contract.ClientEvent.ClientMetadataDrifted;
import io.countersign.registry.contract.MetadataDrift;
import io.countersign.registry.refusal.Refused;
import io.countersign.registry.refusal.Refused.Reason;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What follows when a client's metadata document says something else than was recorded (CIMD-23, CIMD-24). Pure. */
final class DriftRules {
    private DriftRules() {
    }

    /** @throws Refused when the client would no longer prove who it is: anybody who sees its address could be it then */
    static List<ClientEvent> decide(ClientDetails recorded, SelfRegistration said) {
        if (recorded.signs() && said.authenticationMethod().equals(ClientRules.NONE)) {
            throw Refused.because(Reason.CLIENT_METADATA_REFUSED,
                    "The client used to authenticate with its keys, and its document asks for no authentication now. An owner who means "
                            + "that deletes the client, so that it begins anew.");
        }
        return same(recorded, said)
                ? List.of()
                : List.of(new ClientMetadataDrifted(recorded.clientId(), said.name(), ClientRules.type(said.authenticationMethod()),
                        said.authenticationMethod(), said.grantTypes(), said.jwks(), said.redirectUris(), said.jwksUri(),
                        drift(recorded, said), said.aboutOrNull()));
    }

    private static boolean same(ClientDetails recorded, SelfRegistration said) {
        return recorded.name().equals(said.name()) && recorded.grantTypes().equals(said.grantTypes())
                && recorded.about().equals(said.about())
                && drift(recorded, said) == MetadataDrift.NOTICE;
    }

    private static MetadataDrift drift(ClientDetails recorded, SelfRegistration said) {
        if (!recorded.authenticationMethod().equals(said.authenticationMethod())
                || !Objects.equals(recorded.jwksUri(), said.jwksUri())) {
            return MetadataDrift.CUT;
        }
        return Set.copyOf(recorded.redirectUris()).equals(Set.copyOf(said.redirectUris()))
                && Objects.equals(recorded.jwks(), said.jwks()) ? MetadataDrift.NOTICE : MetadataDrift.CONSENT;
    }
}
