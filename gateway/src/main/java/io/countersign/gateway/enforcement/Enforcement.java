package io.countersign.gateway.enforcement;

import io.countersign.eventstore.AccessEntry;
import io.countersign.gateway.origin.PublicUrls;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.starter.access.AccessRule;
import io.countersign.starter.access.AccessRule.Refusal;
import io.countersign.starter.access.AccessTable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Decides, for every single call, whether access stands: the token holds, names this server, and nothing it was issued under is suspended,
 * ended or cut since. The table answers from memory; when it is older than the limit the owners are asked, and only if they do not answer
 * is the call refused without a reason of its own (503).
 */
@Component
public class Enforcement {
    private final AccessTokens tokens;
    private final AccessTable table;
    private final Owners owners;
    private final PublicUrls urls;
    private final RevocationProperties limits;

    Enforcement(AccessTokens tokens, AccessTable table, Owners owners, PublicUrls urls, RevocationProperties limits) {
        this.tokens = tokens;
        this.table = table;
        this.owners = owners;
        this.urls = urls;
        this.limits = limits;
    }

    /** The token that the call is made under; {@link AccessRefused} when it does not hold. Whether access stands is {@link #standing}. */
    public Mono<AccessToken> authenticate(HttpHeaders headers, String organization, ServerAnswer server) {
        return Mono.defer(() -> tokens.verify(BearerToken.of(headers), urls.issuer(organization), organization)).map(token -> {
            if (!token.audience().contains(server.resource())) {
                throw AccessRefused.invalidToken("audience_mismatch", "The access token is for another server.");
            }
            return token;
        });
    }

    /** What stands in the way of a token's access now; empty when nothing does. */
    public Mono<Optional<Refusal>> standing(AccessToken token) {
        if (fresh()) {
            return Mono.just(inTable(token));
        }
        return owners.ask(token.epochs().keySet()).map(answers -> AccessRule.check(token.epochs(), stricter(answers)));
    }

    /** What the table alone knows against a token. */
    public Optional<Refusal> inTable(AccessToken token) {
        return AccessRule.check(token.epochs(), table::get);
    }

    /** Whether the table may be relied upon. */
    public boolean fresh() {
        return table.ready() && table.age().compareTo(limits.maxStaleness()) <= 0;
    }

    /**
     * How a refusal is told. Something that is paused comes back by itself, and a new authorization would be refused as well: 403. What was
     * cut or has ended needs a new authorization: 401.
     */
    public static AccessRefused refused(Refusal refusal) {
        var entry = refusal.entry();
        var code = refusal.reason().code();
        return entry.suspended() && !entry.ended()
                ? AccessRefused.forbidden(code, "Access is suspended for now.")
                : AccessRefused.invalidToken(code, "Access has ended; authorize again.");
    }

    private Function<String, @Nullable AccessEntry> stricter(Map<String, AccessEntry> answers) {
        return key -> {
            var seen = table.get(key);
            var answered = answers.get(key);
            return seen == null || (answered != null && answered.version() >= seen.version()) ? answered : seen;
        };
    }
}
