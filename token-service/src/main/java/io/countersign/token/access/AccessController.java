package io.countersign.token.access;

import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.AccessFact;
import io.countersign.token.contract.AccessQuestion;
import io.countersign.token.issuance.IssuanceLog;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Answers for {@code connection:} and {@code token:} keys from the aggregates themselves; what is open at epoch 0 is left out. */
@RestController
class AccessController {
    private static final int MAX = 100;
    private final Connections connections;
    private final IssuanceLog issuances;

    AccessController(Connections connections, IssuanceLog issuances) {
        this.connections = connections;
        this.issuances = issuances;
    }

    @PostMapping("/internal/access")
    List<AccessFact> access(@AuthenticationPrincipal Passport caller, @RequestBody AccessQuestion question) {
        if (!caller.has("service")) {
            throw Problem.forbidden();
        }
        if (question.keys().size() > MAX) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "validation_failed", "At most " + MAX + " keys at a time.");
        }
        return question.keys().stream().map(this::fact).flatMap(Optional::stream).toList();
    }

    private Optional<AccessFact> fact(String key) {
        var id = key.substring(key.indexOf(':') + 1);
        return switch (key.substring(0, Math.max(0, key.indexOf(':')))) {
            case "connection" -> connection(key, id);
            case "token" -> token(key, id);
            default -> Optional.empty();
        };
    }

    private Optional<AccessFact> connection(String key, String connectionId) {
        var loaded = connections.load(connectionId);
        var access = loaded.state().access();
        return loaded.exists()
                ? Optional.of(new AccessFact(key, access.epoch(), access.suspended(), access.ended(), loaded.version()))
                : Optional.empty();
    }

    private Optional<AccessFact> token(String key, String jti) {
        return issuances.find(jti).map(issued -> connections.load(issued.connectionId()).state())
                .flatMap(state -> state instanceof Active active
                        ? Optional.ofNullable(active.marks().revokedTokens().get(jti))
                        : Optional.empty())
                .map(revoked -> new AccessFact(key, 0, false, true, revoked.sequence()));
    }
}
