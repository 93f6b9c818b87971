package io.countersign.events.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.command.Accepted;
import io.countersign.events.command.Receipt;
import io.countersign.events.command.ReceiptAutoConfiguration;
import io.countersign.eventstore.EventLogException;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.api.WebServiceFixture;
import io.countersign.web.key.DirectoryKeyVault;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.passport.SigningPassportMint;
import io.countersign.web.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every wrong request and every failure has an answer with a code, and none of them tells about our insides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemsTest {
    private static final String JSON = "application/json";

    @TempDir
    static Path keys;

    private WebServiceFixture service;
    private String passport;

    @BeforeAll
    void start() {
        service = new WebServiceFixture(keys, Things.class, LogProblems.class, ReceiptAutoConfiguration.class);
        var caller = new Passport(new Actor(Actor.Type.MANAGEMENT_KEY, "key-7"), "org-1", Set.of("owner"), Instant.EPOCH, "management_key");
        passport = "Bearer " + new SigningPassportMint("gateway", new DirectoryKeyVault(keys, true, Clock.systemUTC()), Clock.systemUTC())
                .mint(caller, "registry-service");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void aBodyThatBreaksTheRulesNamesItsFields() {
        var answer = post("{\"name\":\" \",\"scopes\":[]}", JSON);

        assertProblem(answer, 422, "validation_failed");
        assertThat(answer.body()).contains("{\"field\":\"name\",\"message\":\"must not be blank\"}")
                .contains("{\"field\":\"scopes\",\"message\":\"must not be empty\"}");
    }

    @Test
    void anUnknownFieldIsNotOverlooked() {
        var answer = post("{\"name\":\"a\",\"scopes\":[\"b\"],\"nmae\":\"c\"}", JSON);

        assertProblem(answer, 422, "validation_failed");
        assertThat(answer.body()).contains("\"errors\":[{\"field\":\"nmae\",\"message\":\"is not a known field\"}]");
    }

    @Test
    void aWrongTypeIsToldByItsPathWithoutOurClassNames() {
        var answer = post("{\"name\":\"a\",\"scopes\":[\"b\",{}]}", JSON);

        assertProblem(answer, 422, "validation_failed");
        assertThat(answer.body()).contains("\"field\":\"scopes[1]\"").doesNotContain("io.countersign").doesNotContain("java.");
    }

    @Test
    void malformedJsonIs400() {
        assertProblem(post("{\"name\":", JSON), 400, "malformed_json");
        assertProblem(post("", JSON), 400, "malformed_json");
        assertProblem(post("{\"name\":\"a\",\"scopes\":[\"b\"]} trailing", JSON), 400, "malformed_json");
    }

    @Test
    void anotherMediaTypeIs415AndAnotherMethod405AndAnotherPath404() {
        assertProblem(post("name=a", "application/x-www-form-urlencoded"), 415, "unsupported_media_type");
        var method = service.post("/api/v1/orgs/org-1/things/1", "{}", "Authorization", passport, "Content-Type", JSON);
        assertProblem(method, 405, "method_not_allowed");
        assertThat(method.headers().firstValue("allow")).hasValue("GET,HEAD,OPTIONS");
        assertProblem(get("/api/v1/orgs/org-1/nothing"), 404, "not_found");
    }

    @Test
    void whatTheServerRefusesBeforeAnyControllerIsAProblemToo() {
        assertProblem(get("/api/v1/orgs/org-1/things/%ff%fe"), 400, "bad_request");
    }

    @Test
    void anAnswerNobodyAcceptsIs406InProblemJson() {
        assertProblem(service.get("/api/v1/orgs/org-1/things", "Authorization", passport, "Accept", "image/png"), 406, "not_acceptable");
    }

    @Test
    void parametersAreChecked() {
        for (var query : List.of("limit=0", "limit=201", "limit=x", "limit=-1", "cursor=%20", "cursor=%3Cscript%3E", "since=x")) {
            assertProblem(get("/api/v1/orgs/org-1/things?" + query), 422, "validation_failed");
        }
        assertThat(get("/api/v1/orgs/org-1/things?limit=200").body()).contains("200", "null");
        assertThat(get("/api/v1/orgs/org-1/things").body()).contains("\"50\"");
    }

    @Test
    void aChangeIsAnsweredWithItsVersionAndReceiptAndAReadTakesThemBack() {
        var created = post("{\"name\":\"a\",\"scopes\":[\"b\"]}", JSON);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("location")).hasValue("/api/v1/orgs/org-1/things/thg-1");
        assertThat(created.headers().firstValue("etag")).hasValue("\"3\"");
        var receipt = created.headers().firstValue("countersign-receipt").orElseThrow();
        assertThat(service.get("/api/v1/orgs/org-1/things/1", "Authorization", passport, "Countersign-Receipt", receipt).body())
                .isEqualTo("thg-1 at 3");
        assertProblem(service.get("/api/v1/orgs/org-1/things/1", "Authorization", passport, "Countersign-Receipt", "nonsense"), 422,
                "validation_failed");
    }

    @Test
    void aRefusalKeepsItsStatusAndCode() {
        assertProblem(get("/api/v1/orgs/org-1/fails/problem"), 404, "not_found");
        assertProblem(get("/api/v1/orgs/org-1/fails/denied"), 403, "forbidden");
    }

    @Test
    void aLogThatDidNotAcknowledgeIsAnsweredByItsOutcome() {
        assertProblem(get("/api/v1/orgs/org-1/fails/conflict"), 409, "conflict");
        var unknown = get("/api/v1/orgs/org-1/fails/unknown");
        var overloaded = get("/api/v1/orgs/org-1/fails/overloaded");
        assertProblem(unknown, 503, "outcome_unknown");
        assertProblem(overloaded, 503, "overloaded");
        assertThat(List.of(unknown, overloaded)).allSatisfy(later -> assertThat(later.headers().firstValue("retry-after")).hasValue("1"));
    }

    @Test
    void anUnexpectedFailureTellsNothingButItsCorrelationId() {
        var answer = service.get("/api/v1/orgs/org-1/fails/bug", "Authorization", passport, "X-Correlation-Id", "from-outside-1");

        assertProblem(answer, 500, "internal_error");
        assertThat(answer.headers().firstValue("x-correlation-id")).hasValue("from-outside-1");
        assertThat(answer.body()).contains("\"correlationId\":\"from-outside-1\"").doesNotContain("inner secret");
    }

    @Test
    void aCorrelationIdThatIsNotOneIsReplaced() {
        var answer = service.get("/api/v1/orgs/org-1/things", "Authorization", passport, "X-Correlation-Id", "a b<script>");
        assertThat(answer.headers().firstValue("x-correlation-id")).hasValueSatisfying(id -> assertThat(id).matches("[0-9A-Z]{26}"));
    }

    private HttpResponse<String> post(String body, String type) {
        return service.post("/api/v1/orgs/org-1/things", body, "Authorization", passport, "Content-Type", type);
    }

    private HttpResponse<String> get(String path) {
        return service.get(path, "Authorization", passport);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"type\":\"urn:countersign:problem:" + code + "\"").contains("\"code\":\"" + code + "\"")
                .contains("\"status\":" + status);
    }

    @RestController
    static class Things {
        @PostMapping("/api/v1/orgs/{orgId}/things")
        ResponseEntity<String> create(@PathVariable String orgId, @Valid @RequestBody Thing thing) {
            return Accepted.created(new Receipt("thg-1", 3, 17), "/api/v1/orgs/" + orgId + "/things/thg-1", thing.name());
        }

        @GetMapping(path = "/api/v1/orgs/{orgId}/things", produces = JSON)
        Page<String> list(PageRequest page, @RequestParam(required = false) Integer since) {
            return new Page<>(List.of(String.valueOf(page.limit()), String.valueOf(page.cursor()), String.valueOf(since)), null);
        }

        @GetMapping("/api/v1/orgs/{orgId}/things/{id}")
        String one(@PathVariable String id, Optional<Receipt> after) {
            return after.map(receipt -> receipt.aggregateId() + " at " + receipt.sequence()).orElse(id);
        }

        @GetMapping("/api/v1/orgs/{orgId}/fails/{how}")
        String fail(@PathVariable String how) {
            throw switch (how) {
                case "problem" -> Problem.notFound();
                case "denied" -> new AccessDeniedException("inner secret");
                case "unknown" -> new IllegalStateException("wrapped", new EventLogException.OutcomeUnknown("c-1"));
                case "conflict" -> new EventLogException.Conflict("thg-1", 4);
                case "overloaded" -> new EventLogException.Overloaded("inner secret");
                default -> new IllegalStateException("inner secret");
            };
        }
    }

    record Thing(@NotBlank String name, @NotEmpty List<@NotBlank String> scopes) {
    }
}
