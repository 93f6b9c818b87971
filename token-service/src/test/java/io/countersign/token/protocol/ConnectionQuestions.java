package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.token.contract.ConnectionEvent.SubjectType;
import io.countersign.token.protocol.GeneratedConnections.Generated;
import io.countersign.web.passport.Passport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Callers, questions and expectations about the generated connections; what is expected is computed from the generated values alone. */
@Tag("broker")
@ExtendWith(FilledTokenServiceOfTheRun.class)
abstract class ConnectionQuestions {
    static final String LIST = "/api/v1/orgs/org-1/connections";
    static final List<String> SORTS = List.of("name", "client", "authorizedAt", "lastUsedAt", "member", "status", "expiresAt");
    static final List<String> FLAGS = List.of("DORMANT", "NEVER_USED", "EXPIRING_SOON", "ORPHANED", "OWNERLESS_CLIENT", "SCOPE_CREEP",
            "REVIEW");
    static final int QUESTIONS = 60;
    private static final List<String> TEXTS = List.of("claude", "otter", "brave-", "#7", "2#", "claude 1#am", "con-3", "usr", "anna",
            "MAIL-1",
            "people.example", "billing", "cli-1", "host/srv-2", "no such thing");
    static GeneratedConnections generated;
    static RunningTokenService service;
    final Random random = new Random(FilledTokenServiceOfTheRun.SEED);

    @BeforeAll
    static void fill(FilledTokenService filled) {
        generated = filled.generated;
        service = filled.service;
    }

    /** A caller and what it may see (domain.md 2.8). */
    record Caller(Passport passport, Predicate<Generated> sees) {
    }

    static List<Caller> callers() {
        Predicate<Generated> ours = one -> one.organization().equals("org-1");
        Predicate<Generated> own = ours.and(one -> one.type() == SubjectType.MEMBER && one.subject().equals("usr-1"));
        return List.of(new Caller(service.person("org-1", "usr-0", "owner"), ours),
                new Caller(service.person("org-1", "usr-0", "auditor"), ours),
                new Caller(service.person("org-1", "usr-1", "project-admin:prj-1"),
                        ours.and(one -> one.server().project().equals("prj-1")).or(own)),
                new Caller(service.person("org-1", "usr-1", "member"), own));
    }

    static ExpectedConnections expected() {
        return new ExpectedConnections(generated, service.clock.instant());
    }

    Map<String, String> filter() {
        var filter = new TreeMap<String, String>();
        maybe(filter, "status", one("ACTIVE", "EXPIRED", "REVOKED", "ACTIVE,REVOKED", "EXPIRED,ACTIVE"));
        maybe(filter, "q", TEXTS.get(random.nextInt(TEXTS.size())));
        maybe(filter, "clientId", "cli-" + random.nextInt(12));
        maybe(filter, "serverId", "srv-" + random.nextInt(6));
        maybe(filter, "projectId", "prj-" + random.nextInt(3));
        maybe(filter, "memberId", "usr-" + random.nextInt(18));
        maybe(filter, "registrationMethod", one("MANUAL", "DCR", "CIMD"));
        maybe(filter, "flag", FLAGS.get(random.nextInt(FLAGS.size())));
        maybe(filter, "authorizedFrom", day());
        maybe(filter, "authorizedTo", day());
        maybe(filter, "lastUsedFrom", day());
        maybe(filter, "lastUsedTo", day());
        maybe(filter, "expiresBefore", GeneratedConnections.NOW.plus(Duration.ofDays(random.nextInt(30))).toString());
        if (random.nextInt(4) == 0) {
            filter.put("includePast", "true");
        }
        return filter;
    }

    void maybe(Map<String, String> filter, String parameter, String value) {
        if (random.nextInt(9) == 0) {
            filter.put(parameter, value);
        }
    }

    String one(String... values) {
        return values[random.nextInt(values.length)];
    }

    String day() {
        return GeneratedConnections.NOW.minus(Duration.ofDays(random.nextInt(400))).toString();
    }

    static String query(Map<String, String> filter) {
        return filter.entrySet().stream()
                .map(each -> "&" + each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    static List<String> ids(List<Generated> connections) {
        return connections.stream().map(Generated::id).toList();
    }

    static List<String> walk(Passport caller, String address, int limit, String... receipt) {
        return pages(caller, address, limit, receipt).stream().map(row -> row.path("id").asString()).toList();
    }

    /** All pages of a list. */
    static List<JsonNode> pages(Passport caller, String address, int limit, String... receipt) {
        var items = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page = answered(service.get(caller, address + (address.contains("?") ? "&" : "?") + "limit=" + limit + cursor,
                    Stream.of(receipt).flatMap(each -> Stream.of("Countersign-Receipt", each)).toArray(String[]::new)));
            page.path("items").forEach(items::add);
            cursor = page.path("nextCursor").asString("").isEmpty() ? "" : "&cursor=" + page.path("nextCursor").asString();
        } while (!cursor.isEmpty());
        return items;
    }

    static JsonNode answered(Answer answer) {
        assertThat(answer.status()).as(answer.content()).isEqualTo(200);
        return answer.body();
    }
}
