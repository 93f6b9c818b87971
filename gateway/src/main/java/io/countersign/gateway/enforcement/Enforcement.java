package io.countersign.gateway.enforcement;

import io.countersign.gateway.enforcement.AccessRefused.Grounds;
import io.countersign.gateway.origin.PublicUrls;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.web.owner.AccessDecisions;
import io.countersign.access.AccessRule;
import io.countersign.access.AccessRule.Refusal;
import io.countersign.access.AccessTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Decides, for every single call, whether access stands: the token holds, names this server, and nothing it was issued under is suspended,
 * ended or cut since. The table answers from memory; when it is older than the limit the owners are asked, and only if they do not answer
 * is the call refused without a reason of its own (503).
 */
@Component
public class Enforcement implements AutoCloseable {
    private final AccessTokens tokens;
    private final PersonalTokens personal;
    private final AccessTable table;
    private final AccessDecisions decisions;
    private final PublicUrls urls;
    private final ExecutorService waiting = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("owners-word-", 0).factory());
    private final Scheduler patiently = Schedulers.fromExecutorService(waiting);

    Enforcement(AccessTokens tokens, PersonalTokens personal, AccessTable table, AccessDecisions decisions, PublicUrls urls) {
        this.tokens = tokens;
        this.personal = personal;
        this.table = table;
        this.decisions = decisions;
        this.urls = urls;
    }

    /** The token that the call is made under; {@link AccessRefused} when it does not hold. Whether access stands is {@link #standing}. */
    public Mono<AccessToken> authenticate(HttpHeaders headers, String organization, ServerAnswer server) {
        return Mono.defer(() -> token(BearerToken.of(headers), organization)).map(token -> {
            if (!token.audience().contains(server.resource())) {
                throw AccessRefused.invalidToken("audience_mismatch", "The access token is for another server.").on(Grounds.of(token));
            }
            return token;
        });
    }

    private Mono<AccessToken> token(String presented, String organization) {
        var issuer = urls.issuer(organization);
        return presented.startsWith(PersonalTokens.PREFIX)
                ? personal.resolve(presented, issuer)
                : tokens.verify(presented, issuer, organization);
    }

    /** What stands in the way of a token's access now; empty when nothing does. The owners' answer is waited for on a virtual thread. */
    public Mono<Optional<Refusal>> standing(AccessToken token) {
        return decisions.fresh()
                ? Mono.just(decisions.check(token.epochs()))
                : Mono.fromCallable(() -> decisions.check(token.epochs())).subscribeOn(patiently);
    }

    /** What the table alone knows against a token. */
    public Optional<Refusal> inTable(AccessToken token) {
        return AccessRule.check(token.epochs(), table::get);
    }

    /**
     * How a refusal is answered. What is only paused comes back by itself, and a new authorization would be refused as well: 403. What was cut or
     * has ended needs a new authorization, whether or not it is paused as well: 401.
     */
    public static AccessRefused refused(AccessToken token, Refusal refusal) {
        var code = refusal.reason().code();
        var refused = refusal.over()
                ? AccessRefused.invalidToken(code, "Access has ended; authorize again.")
                : AccessRefused.forbidden(code, "Access is suspended for now.");
        return refused.on(new Grounds(token, refusal, null, List.of()));
    }

    @Override
    public void close() {
        patiently.dispose();
        waiting.shutdownNow();
    }
}
