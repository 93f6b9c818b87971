package io.countersign.token.login;

import io.countersign.events.log.Streams;
import io.countersign.hash.Sha256;
import io.countersign.token.connection.DemandsLogin;
import io.countersign.token.contract.LoginEvent.FreshLoginDemanded;
import io.countersign.token.contract.Parties;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Demands of fresh logins, as their own streams have them: what an authorization goes by lags behind nothing. */
@Component
public class LoginDemands implements DemandsLogin {
    private final Repository<LoginDemand> demands;
    private final Streams streams;
    private final Clock clock;

    LoginDemands(@Lazy Repository<LoginDemand> demands, @Lazy Streams streams, Clock clock) {
        this.demands = demands;
        this.streams = streams;
        this.clock = clock;
    }

    /** From now on, of the person who holds the connection; within the caller's unit of work. */
    @Override
    public void demand(Parties parties) {
        var id = id(parties.organizationId(), parties.clientId(), parties.subjectId());
        try {
            demands.loadOrCreate(id, LoginDemand::new).execute(demand -> demand
                    .demand(new FreshLoginDemanded(id, parties.organizationId(), parties.subjectId(), parties.clientId(),
                            clock.instant())));
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Whether the person has to sign in once more before this client is authorized. Providers tell of logins in whole seconds
     * ({@code auth_time}, OpenID Connect Core section 2), so one in the second of the demand counts as after it.
     */
    public boolean unmet(String organizationId, String clientId, String userId, Instant authenticatedAt) {
        var demandedAt = streams.load(id(organizationId, clientId, userId), Instant.MIN,
                (known, recorded) -> recorded.event() instanceof FreshLoginDemanded demanded ? demanded.demandedAt() : known).state();
        return authenticatedAt.isBefore(demandedAt.equals(Instant.MIN) ? demandedAt : demandedAt.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String id(String organizationId, String clientId, String userId) {
        return "lgn-" + Sha256.base64Url(String.join("\n", organizationId, userId, clientId));
    }
}
