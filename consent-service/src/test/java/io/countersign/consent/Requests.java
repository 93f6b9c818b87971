package io.countersign.consent;

import io.countersign.token.contract.AuthorizationRequestAnswer;
import io.countersign.token.contract.AuthorizationRequestAnswer.Client;
import io.countersign.token.contract.AuthorizationRequestAnswer.RedirectKind;
import io.countersign.token.contract.AuthorizationRequestAnswer.Scope;
import io.countersign.token.contract.AuthorizationRequestAnswer.Server;
import io.countersign.token.contract.AuthorizationRequestAnswer.SessionPolicy;
import io.countersign.token.contract.AuthorizationRequestAnswer.State;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Authorization requests as a desktop client makes them. */
final class Requests {
    private static final AtomicLong NEXT = new AtomicLong();
    private String user = "usr-1";
    private String client = "cli-1";
    private String name = "Claude Desktop";
    private boolean verified = true;
    private String organization = "Acme";
    private String server = "Billing";
    private String redirect = "http://127.0.0.1:33418/oauth/callback";
    private RedirectKind kind = RedirectKind.LOOPBACK;
    private List<Scope> scopes = List.of(new Scope("billing:read", "See invoices, payments and customers", true),
            new Scope("billing:write", "Create and change invoices", false), new Scope("billing:refund", "Refund payments", false));
    private Instant expires = Instant.now().plusSeconds(600);
    private State state = State.OPEN;

    static Requests of(String user) {
        var mother = new Requests();
        mother.user = user;
        return mother;
    }

    Requests client(String id, String called) {
        client = id;
        name = called;
        return this;
    }

    Requests unverified() {
        verified = false;
        return this;
    }

    Requests to(String uri, RedirectKind which) {
        redirect = uri;
        kind = which;
        return this;
    }

    Requests at(String organizationName, String serverName) {
        organization = organizationName;
        server = serverName;
        return this;
    }

    Requests scopes(Scope... these) {
        scopes = List.of(these);
        return this;
    }

    Requests expires(Instant at) {
        expires = at;
        return this;
    }

    Requests state(State now) {
        state = now;
        return this;
    }

    AuthorizationRequestAnswer build() {
        return again("req-" + user + "-" + NEXT.incrementAndGet());
    }

    AuthorizationRequestAnswer again(String id) {
        return new AuthorizationRequestAnswer(id, "org-1", organization,
                new Client(client, name, null, verified ? "MANUAL" : "DCR", verified),
                new Server("srv-1", server, "mcp.acme.example", "https://mcp.acme.example/o/acme/mcp/billing"), scopes, redirect,
                kind, user, new SessionPolicy(2_592_000, 7_776_000L, 900), expires, state);
    }
}
