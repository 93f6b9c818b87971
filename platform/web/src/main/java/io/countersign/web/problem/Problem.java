package io.countersign.web.problem;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** A refusal of the native API: RFC 9457 with {@code type} {@code urn:countersign:problem:<code>} and the same stable {@code code}. */
public class Problem extends RuntimeException {
    private final HttpStatus status;
    private final String code;

    /** @param detail public text: what is wrong and what to do, never internals */
    public Problem(HttpStatus status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    public static Problem notFound() {
        return new Problem(HttpStatus.NOT_FOUND, "not_found", "There is no such resource in this organization.");
    }

    public static Problem unauthenticated() {
        return new Problem(HttpStatus.UNAUTHORIZED, "unauthenticated", "Sign in, or send valid credentials.");
    }

    public static Problem forbidden() {
        return new Problem(HttpStatus.FORBIDDEN, "forbidden", "Your role does not allow this.");
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** The whole answer, as a controller advice may return it. */
    public ResponseEntity<byte[]> answer() {
        return ProblemJson.answer(body(), headers());
    }

    /** What goes with the body: a challenge for example. */
    public HttpHeaders headers() {
        return new HttpHeaders();
    }

    public ProblemDetail body() {
        return detail(status, code, String.valueOf(getMessage()));
    }

    public static ProblemDetail detail(HttpStatus status, String code, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:countersign:problem:" + code));
        problem.setProperty("code", code);
        return problem;
    }
}
