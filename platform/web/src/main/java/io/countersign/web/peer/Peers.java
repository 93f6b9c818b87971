package io.countersign.web.peer;

import org.springframework.web.client.RestClient;

/**
 * The other services, as this one asks them. Each call carries a passport of this service and the correlation context of the work at hand. A refusal
 * surfaces as {@link PeerProblem}, anything else that goes wrong as {@link PeerUnavailable}: no answer is never a yes.
 */
public interface Peers {
    /**
     * @param name as configured under {@code countersign.services}: {@code registry}, {@code consent}, {@code token}, {@code audit}
     * @throws IllegalStateException when no address is configured for it
     */
    RestClient to(String name);
}
