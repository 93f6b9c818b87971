package io.countersign.web.problem;

import java.util.stream.Collectors;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Which field of a body is wrong, in words that show nothing of our classes. */
final class FieldErrors {
    private FieldErrors() {
    }

    static ValidationFailed.Invalid of(MessageSourceResolvable error) {
        var message = error.getDefaultMessage() == null ? "is not acceptable" : error.getDefaultMessage();
        return error instanceof FieldError field
                ? new ValidationFailed.Invalid(field.getField(), field.isBindingFailure() ? "has a wrong value" : message)
                : new ValidationFailed.Invalid("", message);
    }

    static Problem unreadable(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case UnrecognizedPropertyException unknown -> new ValidationFailed(path(unknown), "is not a known field");
            case DatabindException mismatch when !mismatch.getPath().isEmpty() ->
                new ValidationFailed(path(mismatch), "has a wrong value");
            case JacksonException ignored -> malformed();
            case null, default -> malformed();
        };
    }

    private static Problem malformed() {
        return new Problem(HttpStatus.BAD_REQUEST, "malformed_json", "The body is not the JSON that is expected here.");
    }

    private static String path(JacksonException failure) {
        return failure.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining()).replaceFirst("^\\.", "");
    }
}
