package io.countersign.gateway.mcp;

import io.countersign.gateway.origin.AllowedAddresses;
import java.util.List;
import java.util.Map;
import io.countersign.gateway.enforcement.AccessRefused;
import io.countersign.gateway.origin.PublicUrls;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.web.denial.AccessDenied.Place;
import io.countersign.web.denial.AccessDenied.Subject;
import io.countersign.web.denial.Denials;
import io.countersign.web.denial.Denials.Refusal;
import io.countersign.web.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Answers refused MCP calls: 401 and {@code insufficient_scope} with a challenge that leads to the metadata (RS-03, RS-04, RS-14, RS-15),
 * its URL from configuration; the reason as a problem with its code, and the id under which a known caller may ask why.
 */
@Component
class Challenges {
    private final PublicUrls urls;
    private final GatewayResponses answers;
    private final Denials denials;

    Challenges(PublicUrls urls, GatewayResponses answers, Denials denials) {
        this.urls = urls;
        this.answers = answers;
        this.denials = denials;
    }

    Mono<Void> answer(McpExchange exchange, ServerAnswer server, AccessRefused refused) {
        var status = switch (refused.answer()) {
            case CHALLENGE, AUTHORIZE_AGAIN -> HttpStatus.UNAUTHORIZED;
            case BAD_REQUEST -> HttpStatus.BAD_REQUEST;
            case FORBIDDEN, MORE_SCOPES -> HttpStatus.FORBIDDEN;
        };
        if (refused.answer() != AccessRefused.Answer.FORBIDDEN) {
            exchange.answerHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge(server, refused));
        }
        return answers.problem(exchange, new Problem(status, refused.code(), String.valueOf(refused.getMessage())),
                decision(exchange, server, refused).orElse(null));
    }

    /** Of whom nothing is known gets no id but that of the request; all who come from where nobody may share one. */
    private Optional<String> decision(McpExchange exchange, ServerAnswer server, AccessRefused refused) {
        return refused.code().equals(AllowedAddresses.CODE)
                ? denials.denied(Subject.outsider(server.organizationId(), server.projectId(), server.serverId()),
                        new Refusal(Place.GATEWAY, null, refused.code(), Map.of(), null, List.of(), exchange.correlationId()))
                : known(exchange, server, refused);
    }

    private Optional<String> known(McpExchange exchange, ServerAnswer server, AccessRefused refused) {
        return refused.grounds().flatMap(grounds -> {
            var token = grounds.token();
            var refusal = grounds.refusal();
            return denials.denied(
                    new Subject(server.organizationId(), server.projectId(), token.connectionId(), token.clientId(), token.subject(),
                            server.serverId()),
                    new Refusal(Place.GATEWAY, grounds.tool(), refused.code(), token.epochs(), refusal == null ? null : refusal.entry(),
                            grounds.missing(), exchange.correlationId()));
        });
    }

    private String challenge(ServerAnswer server, AccessRefused refused) {
        var parts = new ArrayList<String>();
        var error = refused.answer().error();
        if (error != null) {
            parts.add("error=\"" + error + "\"");
            parts.add("error_description=\"" + refused.getMessage() + "\"");
        }
        parts.add("resource_metadata=\"" + urls.resourceMetadata(server.resource()) + "\"");
        Collection<String> scopes = refused.scopes().isEmpty() ? server.challengeScopes() : refused.scopes();
        if (!scopes.isEmpty()) {
            parts.add("scope=\"" + String.join(" ", scopes) + "\"");
        }
        return "Bearer " + String.join(", ", parts);
    }
}
