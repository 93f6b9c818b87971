package io.countersign.token.authorization;

import io.countersign.registry.contract.ApprovalQuestion;
import io.countersign.token.authorization.AuthorizationRefused.OnPage;
import io.countersign.token.authorization.RequestRules.Request;
import io.countersign.token.owner.Registry;
import io.countersign.web.passport.Passport;
import org.springframework.stereotype.Component;

/** What a person is told of a client that an owner has to let in first. The client is told nothing: it cannot do anything about it. */
@Component
class Approvals {
    private final Registry registry;

    Approvals(Registry registry) {
        this.registry = registry;
    }

    /** An owner is asked, once, however often the person comes back. */
    OnPage requested(Request asked, String resource, Passport person) {
        var client = asked.client();
        registry.requestApproval(new ApprovalQuestion(client.organizationId(), client.clientId(), resource, person.actor().id()));
        return pending(asked);
    }

    OnPage pending(Request asked) {
        return new OnPage("An owner has to decide first",
                "The client “" + name(asked) + "” is new here, and an owner of your organization was asked whether it may be used.",
                "Reload this page to see what was decided, or connect again later from your MCP client.");
    }

    OnPage rejected(Request asked) {
        return new OnPage("This client may not be used here",
                "An owner of your organization said no to the client “" + name(asked) + "” at this server. Nothing was allowed.",
                "Ask an owner if you need it.");
    }

    private static String name(Request asked) {
        return asked.client().name();
    }
}
