package io.countersign.token.protocol;

import io.countersign.consent.contract.PeopleAnswer.PersonAnswer;
import io.countersign.registry.contract.FlagTimes;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.token.contract.ConnectionEvent.ConnectionAuthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionExpired;
import io.countersign.token.contract.ConnectionEvent.ConnectionFlagged;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ConnectionUsed;
import io.countersign.token.contract.ConnectionEvent.Lapse;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.ConnectionEvent.RevocationEnforced;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.contract.Parties;
import io.countersign.token.contract.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Organizations full of connections of every kind, made by a seeded generator, as plain values and as the events that say the same. */
final class GeneratedConnections {
    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final long IDLE = Duration.ofDays(30).toSeconds();
    private static final List<String> METHODS = List.of("MANUAL", "DCR", "CIMD");
    /** Clients that a member wants, and those of them that an owner does not. */
    static final List<String> ASKED = List.of("cli-2", "cli-5", "cli-8");
    static final List<String> REFUSED = List.of("cli-8");
    /** What the owners of org-1 decided; none is what organizations begin with. */
    static final FlagTimes FLAGS = new FlagTimes(10, 5, 6, 60);
    private final Random random;
    final List<Client> clients;
    final List<Server> servers;
    final List<PersonAnswer> people;
    final List<Generated> all;

    GeneratedConnections(long seed, int connections) {
        random = new Random(seed);
        clients = IntStream.range(0, 12).mapToObj(n -> new Client("cli-" + n, pick("Claude", "cursor", "Gemini", "Agent#7") + " " + n % 5,
                METHODS.get(n % 3), n == 3 || n == 7, n % 4 == 0 ? null : "usr-" + (n % 4 == 1 ? 16 : n))).toList();
        servers = IntStream.range(0, 6).mapToObj(n -> new Server("srv-" + n, pick("Billing", "files", "Tickets") + " " + n, "prj-" + n % 3))
                .toList();
        people = IntStream.range(0, 15).mapToObj(n -> new PersonAnswer("usr-" + n, pick("Anna", "bo", "Cleo", "Dan") + " " + n % 4,
                n % 6 == 5 ? null : "mail-" + n + "@People.example")).toList();
        all = IntStream.range(0, connections).mapToObj(this::generated).toList();
    }

    String pick(String... values) {
        return values[random.nextInt(values.length)];
    }

    private Generated generated(int n) {
        var server = servers.get(random.nextInt(servers.size()));
        var client = clients.get(random.nextInt(clients.size()));
        var member = random.nextInt(5) > 0;
        var authorized = NOW.minus(Duration.ofDays(random.nextInt(500))).minusSeconds(random.nextInt(86_400));
        var used = random.nextBoolean()
                ? authorized.plusSeconds(random.nextLong(Duration.between(authorized, NOW).toSeconds() + 1))
                : authorized;
        var revoked = random.nextInt(3) == 0 ? used.plusSeconds(random.nextLong(Duration.between(used, NOW).toSeconds() + 1)) : null;
        var called = random.nextInt(3) == 0 ? null : used.plusSeconds(random.nextLong(-40_000, 40_000));
        return new Generated("con-%026X".formatted(random.nextLong() >>> 1), random.nextInt(8) == 0 ? "org-2" : "org-1", server, client,
                member ? SubjectType.MEMBER : SubjectType.CLIENT, member ? "usr-" + random.nextInt(18) : client.id(), authorized, used,
                called == null || called.isBefore(authorized) || called.isAfter(NOW) ? null : called,
                IDLE, revoked, revoked == null ? null : ReasonCode.valueOf(pick("ADMIN", "CLIENT_REVOKED", "LEAVER")),
                random.nextInt(4) == 0 ? List.of(pick("REVIEW", "REPEATED_REFRESH")) : List.of(), n);
    }

    /** @param registeredBy of whom the directory knows those below 15 */
    record Client(String id, String name, String method, boolean revoked, @Nullable String registeredBy) {
    }

    record Server(String id, String name, String project) {
    }

    /**
     * @param lastUse  as the log has it
     * @param calledAt as a gateway told, within what the log records as one use
     */
    record Generated(String id, String organization, Server server, Client client, SubjectType type, String subject, Instant authorizedAt,
            Instant lastUse, @Nullable Instant calledAt, long idleSeconds, @Nullable Instant revokedAt, @Nullable ReasonCode reason,
            List<String> flags,
            int number) {
        /** Calls take the first of them only. */
        TreeSet<String> scopes() {
            return new TreeSet<>(number % 3 == 0 ? List.of("read", "write") : List.of("read"));
        }

        /** Whether it was refused as well when it was called. */
        boolean refused() {
            return number % 2 == 0;
        }

        String tool() {
            return "tool-" + number % 7;
        }

        Instant lastUsedAt() {
            return calledAt != null && calledAt.isAfter(lastUse) ? calledAt : lastUse;
        }

        Instant endsAt() {
            return lastUse.plusSeconds(idleSeconds);
        }

        /** Of those that were tried after they had been revoked; -1 where nobody saw how long it took. */
        long lagMillis() {
            return number % 7 == 0 ? -1 : number * 7L % 1_000;
        }

        List<ConnectionEvent> events() {
            var events = new ArrayList<ConnectionEvent>();
            events.add(new ConnectionAuthorized(id,
                    new Parties(organization, server.project(), client.id(), server.id(), "https://host/mcp",
                            type, subject, null),
                    new Terms(scopes(), new TreeMap<>(), idleSeconds, null), null, null,
                    authorizedAt));
            if (lastUse.isAfter(authorizedAt)) {
                events.add(new ConnectionUsed(id, lastUse));
            }
            flags.forEach(flag -> events.add(new ConnectionFlagged(id, flag, lastUse)));
            if (number % 2 == 0 && !endsAt().isAfter(NOW) && (revokedAt == null || revokedAt.isAfter(endsAt()))) {
                events.add(new ConnectionExpired(id, Lapse.IDLE, endsAt()));
            }
            if (revokedAt != null && reason != null) {
                events.add(new ConnectionRevoked(id, reason, null, null, null, revokedAt));
                if (number % 3 > 0) {
                    events.add(new RevocationEnforced(id, "gateway-1", "01K", lagMillis(), revokedAt.plusMillis(number)));
                }
            }
            return events;
        }
    }
}
