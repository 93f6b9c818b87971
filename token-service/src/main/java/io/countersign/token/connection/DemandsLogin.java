package io.countersign.token.connection;

import io.countersign.token.contract.Parties;

/** Takes up, in the commit that ends a connection, that its person has to sign in before the client is authorized again. */
@FunctionalInterface
public interface DemandsLogin {
    void demand(Parties parties);
}
