package io.countersign.token.installation;

import static java.util.function.Predicate.not;

import io.countersign.events.log.Streams;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.connection.ConnectionState.Expired;
import io.countersign.token.connection.Connections;
import io.countersign.token.contract.InstallationEvent.InstallationConnected;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Which connection an authorization is about. One that has expired comes back under its id when it is the only one and none lives (C7);
 * otherwise a new one begins, and the one that lives becomes its predecessor (architecture section 6).
 */
@Component
public class Installations {
    /** An installation that comes again and again is known by its latest connections. */
    private static final int REMEMBERED = 20;

    private final Repository<Installation> installations;
    private final Streams streams;
    private final Connections connections;
    private final Clock clock;

    Installations(@Lazy Repository<Installation> installations, @Lazy Streams streams, Connections connections, Clock clock) {
        this.installations = installations;
        this.streams = streams;
        this.connections = connections;
        this.clock = clock;
    }

    /** What the installation had before. */
    public sealed interface Previous {
        /** Nothing that matters now. */
        record Nothing() implements Previous {
        }

        /** @param connectionId lives and gets a successor */
        record Living(String connectionId) implements Previous {
        }

        /** @param connectionId expired and comes back */
        record Lapsed(String connectionId) implements Previous {
        }
    }

    public Previous before(String installationId) {
        var now = clock.instant();
        var known = streams.load(installationId, List.<String>of(), (ids, recorded) -> recorded.event() instanceof InstallationConnected e
                ? Stream.concat(Stream.of(e.connectionId()), ids.stream().filter(not(e.connectionId()::equals))).limit(REMEMBERED).toList()
                : ids).state();
        Optional<String> living = known.stream().filter(id -> lives(id, now)).findFirst();
        if (living.isPresent()) {
            return new Previous.Living(living.get());
        }
        var lapsed = known.stream().filter(id -> lapsed(id, now)).toList();
        return lapsed.size() == 1 ? new Previous.Lapsed(lapsed.getFirst()) : new Previous.Nothing();
    }

    /** Within the caller's unit of work. */
    public void connected(String installationId, String connectionId) {
        try {
            installations.loadOrCreate(installationId, Installation::new)
                    .execute(installation -> installation.connected(installationId, connectionId, clock.instant()));
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean lives(String connectionId, Instant now) {
        return connections.load(connectionId).state() instanceof Active active && active.life().lapse(now).isEmpty();
    }

    private boolean lapsed(String connectionId, Instant now) {
        return switch (connections.load(connectionId).state()) {
            case Active active -> active.life().lapse(now).isPresent();
            case Expired _ -> true;
            default -> false;
        };
    }
}
