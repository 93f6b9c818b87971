package io.countersign.web.problem;

import io.countersign.web.api.PlainText;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** 422 {@code validation_failed}: which fields are wrong and why, in {@code errors}. */
public final class ValidationFailed extends Problem {
    private final transient List<Invalid> errors;

    public ValidationFailed(List<Invalid> errors) {
        super(HttpStatus.UNPROCESSABLE_CONTENT, "validation_failed", "Some values are not acceptable; see errors.");
        this.errors = List.copyOf(errors);
    }

    public ValidationFailed(String field, String message) {
        this(List.of(new Invalid(field, message)));
    }

    @Override
    public ProblemDetail body() {
        var body = super.body();
        body.setProperty("errors", errors);
        return body;
    }

    /**
     * @param field   path of the value in the request: JSON path, parameter or header name
     * @param message public text
     */
    public record Invalid(String field, String message) {
        private static final int LONGEST_FIELD = 256;

        public Invalid {
            field = PlainText.shown(field, LONGEST_FIELD);
        }
    }
}
