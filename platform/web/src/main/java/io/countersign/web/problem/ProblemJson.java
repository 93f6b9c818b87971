package io.countersign.web.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Problem details as bytes of {@code application/problem+json} (RFC 9457 3), the same in filters, controllers and the gateway. */
final class ProblemJson {
    public static final MediaType TYPE = MediaType.APPLICATION_PROBLEM_JSON;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProblemJson() {
    }

    public static byte[] bytes(ProblemDetail problem) {
        var members = new LinkedHashMap<String, Object>();
        if (problem.getType() != null) {
            members.put("type", problem.getType().toString());
        }
        if (problem.getTitle() != null) {
            members.put("title", problem.getTitle());
        }
        members.put("status", problem.getStatus());
        if (problem.getDetail() != null) {
            members.put("detail", problem.getDetail());
        }
        if (problem.getProperties() != null) {
            members.putAll(problem.getProperties());
        }
        return JSON.writeValueAsBytes(members);
    }

    public static ResponseEntity<byte[]> answer(ProblemDetail problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.getStatus()).headers(headers).contentType(TYPE).body(bytes(problem));
    }

    /** The problem of a status that has no story of its own. */
    public static ProblemDetail of(int status) {
        var known = HttpStatus.resolve(status);
        var effective = known == null || !known.isError() ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        var standard = STANDARD.get(effective);
        return standard == null
                ? of(effective.is4xxClientError() ? 400 : 500)
                : Problem.detail(effective, standard.code(), standard.detail());
    }

    private static final Map<HttpStatus, Standard> STANDARD = Map.ofEntries(
            Map.entry(HttpStatus.BAD_REQUEST, new Standard("bad_request", "The request is malformed.")),
            Map.entry(HttpStatus.UNAUTHORIZED, new Standard("unauthenticated", "Sign in, or send valid credentials.")),
            Map.entry(HttpStatus.FORBIDDEN, new Standard("forbidden", "Your role does not allow this.")),
            Map.entry(HttpStatus.NOT_FOUND, new Standard("not_found", "There is no such resource in this organization.")),
            Map.entry(HttpStatus.METHOD_NOT_ALLOWED, new Standard("method_not_allowed", "The resource does not have this method.")),
            Map.entry(HttpStatus.NOT_ACCEPTABLE, new Standard("not_acceptable", "The answer is JSON.")),
            Map.entry(HttpStatus.CONFLICT, new Standard("conflict", "Someone else changed it at the same time; read it again.")),
            Map.entry(HttpStatus.CONTENT_TOO_LARGE, new Standard("content_too_large", "The request is too large.")),
            Map.entry(HttpStatus.UNSUPPORTED_MEDIA_TYPE, new Standard("unsupported_media_type", "Send application/json.")),
            Map.entry(HttpStatus.UNPROCESSABLE_CONTENT, new Standard("validation_failed", "Some values are not acceptable.")),
            Map.entry(HttpStatus.INTERNAL_SERVER_ERROR,
                    new Standard("internal_error", "Something went wrong here. Quote the correlation id when you report it.")),
            Map.entry(HttpStatus.BAD_GATEWAY, new Standard("bad_gateway", "A part behind this one answered wrongly.")),
            Map.entry(HttpStatus.SERVICE_UNAVAILABLE, new Standard("service_unavailable", "Not available right now; try again.")),
            Map.entry(HttpStatus.GATEWAY_TIMEOUT, new Standard("service_timeout", "A part behind this one did not answer in time.")));

    private record Standard(String code, String detail) {
    }
}
