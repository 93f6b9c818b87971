package io.countersign.web.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/** Answers a problem from a servlet filter. */
public final class ServletProblems {
    private ServletProblems() {
    }

    public static void write(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        var bytes = ProblemJson.bytes(problem.body());
        response.setStatus(problem.status().value());
        problem.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContentType(ProblemJson.TYPE.toString());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** 401 with the challenge that RFC 9110 11.6.1 asks for. */
    public static void unauthenticated(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        write(response, Problem.unauthenticated());
    }
}
