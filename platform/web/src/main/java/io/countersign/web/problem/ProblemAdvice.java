package io.countersign.web.problem;

import io.countersign.web.telemetry.CorrelationContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * The last word on every exception of a controller: a problem with a code, never a message of our own code or of a library. Advices of
 * slices come before it.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private final List<FailureProblems> failures;

    ProblemAdvice(List<FailureProblems> failures) {
        this.failures = failures;
    }

    @ExceptionHandler
    ResponseEntity<byte[]> problem(Problem problem) {
        return problem.answer();
    }

    /** An answer that was begun cannot become a problem: the server breaks it off, so that nobody takes it for whole. */
    @ExceptionHandler
    ResponseEntity<byte[]> anything(Exception failure, ServletWebRequest request) throws Exception {
        var response = request.getResponse();
        if (response != null && response.isCommitted()) {
            throw failure;
        }
        var known = failures.stream().flatMap(each -> each.of(failure).stream()).findFirst();
        if (known.isPresent()) {
            return known.get().answer();
        }
        log.error("Unexpected failure of {} {}", request.getHttpMethod(), request.getRequest().getRequestURI(), failure);
        return ProblemJson.answer(internalError(), new HttpHeaders());
    }

    static ProblemDetail internalError() {
        var problem = ProblemJson.of(HttpStatus.INTERNAL_SERVER_ERROR.value());
        CorrelationContext.current().ifPresent(correlation -> problem.setProperty("correlationId", correlation.correlationId()));
        return problem;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException invalid, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        return answer(new ValidationFailed(invalid.getAllErrors().stream().map(FieldErrors::of).toList()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(HandlerMethodValidationException invalid,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(new ValidationFailed(invalid.getParameterValidationResults().stream().flatMap(ProblemAdvice::invalids).toList()));
    }

    private static Stream<ValidationFailed.Invalid> invalids(ParameterValidationResult result) {
        return result instanceof ParameterErrors errors
                ? errors.getAllErrors().stream().map(FieldErrors::of)
                : result.getResolvableErrors().stream().map(error -> new ValidationFailed.Invalid(
                        Optional.ofNullable(result.getMethodParameter().getParameterName()).orElse(""),
                        Optional.ofNullable(error.getDefaultMessage()).orElse("is not acceptable")));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(MissingServletRequestParameterException missing,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(new ValidationFailed(missing.getParameterName(), "is required"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException mismatch, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        var field = mismatch instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : mismatch.getPropertyName();
        return answer(new ValidationFailed(List.of(new ValidationFailed.Invalid(field == null ? "" : field, "has a wrong value"))));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException unreadable,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(FieldErrors.unreadable(unreadable));
    }

    /** {@code Allow} names what really works: HEAD wherever GET does, and OPTIONS (RFC 9110 10.2.1). */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(HttpRequestMethodNotSupportedException unsupported,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var allowed = new TreeSet<>(Comparator.comparing(HttpMethod::name));
        allowed.addAll(Optional.ofNullable(unsupported.getSupportedHttpMethods()).orElse(Set.of()));
        if (allowed.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD);
        }
        allowed.add(HttpMethod.OPTIONS);
        headers.setAllow(allowed);
        return createResponseEntity(null, headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        var problem = status.is5xxServerError() && status.value() == 500 ? internalError() : ProblemJson.of(status.value());
        return widen(ProblemJson.answer(problem, headers));
    }

    private static ResponseEntity<Object> answer(Problem problem) {
        return widen(problem.answer());
    }

    private static ResponseEntity<Object> widen(ResponseEntity<byte[]> answer) {
        return ResponseEntity.status(answer.getStatusCode()).headers(answer.getHeaders()).body(answer.getBody());
    }
}
