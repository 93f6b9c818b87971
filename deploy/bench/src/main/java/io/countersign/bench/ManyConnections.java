package io.countersign.bench;

import com.github.f4b6a3.ulid.UlidCreator;
import com.mongodb.client.MongoClients;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.MongoEventLog;
import io.countersign.eventstore.NewEvent;
import io.countersign.local.demo.Setup.SampleServer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Connections of many members in one organization, appended to the token-service's own log by a seeded generator, as another replica would:
 * half of them of the first client, the rest of the others in turn; a fifth revoked, a tenth idle for too long.
 *
 * @param organizationId whose they are
 * @param clients        ids of registered clients
 */
record ManyConnections(String organizationId, SampleServer server, List<String> clients, int members, Clock clock) {
    private static final String LOG = "connections";
    private static final String SERVICE = "token-service";
    private static final int COMMIT = 200;
    private static final long IDLE = Duration.ofDays(30).toSeconds();
    private static final int SEED = 20_261_127;

    /** @param mongodb connection string of the service's database */
    void append(String mongodb, String database, int count) {
        try (var client = MongoClients.create(mongodb); var log = MongoEventLog.open(client.getDatabase(database), LOG, SERVICE)) {
            var random = new SplittableRandom(SEED);
            var commit = new ArrayList<NewEvent>();
            for (var n = 0; n < count; n++) {
                add(n, random, log.source(), commit);
                if (commit.size() >= COMMIT || n == count - 1) {
                    log.append(new Commit(UlidCreator.getUlid().toString(), List.copyOf(commit), List.of()));
                    commit.clear();
                }
            }
        }
    }

    private void add(int n, SplittableRandom random, String source, List<NewEvent> commit) {
        var id = "con-" + UlidCreator.getMonotonicUlid();
        var kind = random.nextInt(10);
        var age = kind == 0 ? random.nextLong(IDLE + 1, 3 * IDLE) : random.nextLong(IDLE);
        var authorized = clock.instant().minusSeconds(age);
        commit.add(event(source, id, 0, "ConnectionAuthorized", """
                {"connectionId":"%s","parties":{"organizationId":"%s","projectId":"%s","clientId":"%s","serverId":"%s","resource":"%s",
                "subjectType":"MEMBER","subjectId":"usr-%d","consentId":"cns-%s"},"terms":{"scopes":["sample:read"],"epochs":{},
                "idleSeconds":%d},"redirectUri":"http://127.0.0.1/callback","authorizedAt":"%s"}""".formatted(id, organizationId,
                server.projectId(), client(n), server.id(), server.resource(), random.nextInt(members), id.substring(4), IDLE,
                authorized)));
        if (kind == 1 || kind == 2) {
            commit.add(event(source, id, 1, "ConnectionRevoked", """
                    {"connectionId":"%s","reasonCode":"ADMIN","revokedAt":"%s"}""".formatted(id,
                    authorized.plusSeconds(random.nextLong(age + 1)))));
        }
    }

    private String client(int n) {
        return n % 2 == 0 ? clients.getFirst() : clients.get(1 + n / 2 % (clients.size() - 1));
    }

    private NewEvent event(String source, String id, long sequence, String type, String data) {
        return new NewEvent(id, sequence, """
                {"specversion":"1.0","id":"%s","source":"%s","type":"countersign.token.%s.v1","time":"%s","subject":"%s",
                "datacontenttype":"application/json","organization":"%s","sequence":%d,"actortype":"SYSTEM","actorid":"bench",
                "correlationid":"bench","data":%s}""".formatted(UlidCreator.getMonotonicUlid(), source, type, clock.instant(), id,
                organizationId, sequence, data).getBytes(StandardCharsets.UTF_8));
    }
}
