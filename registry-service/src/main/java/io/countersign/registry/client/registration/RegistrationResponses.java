package io.countersign.registry.client.registration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.mongodb.MongoException;
import io.countersign.eventstore.EventLogException;
import io.countersign.registry.refusal.Refused;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the registration endpoints answer: never cached, and refusals in the words of RFC 7591 section 3.2.2 and RFC 6750 section 3. */
@RestControllerAdvice(assignableTypes = {RegistrationController.class, ConfigurationController.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class RegistrationResponses {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationResponses.class);

    @ExceptionHandler
    ResponseEntity<Refusal> refused(RegistrationRefused refused) {
        var answer = uncached(ResponseEntity.status(refused.status()));
        refused.retryAfter().ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, seconds(wait)));
        refused.allowed().ifPresent(methods -> answer.header(HttpHeaders.ALLOW, methods));
        if (refused.status() == HttpStatus.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"" + refused.error() + "\"");
        }
        return answer.body(new Refusal(refused.error(), refused.description()));
    }

    /** What the rules of a client refuse its own request for is that it has ended meanwhile. */
    @ExceptionHandler
    ResponseEntity<Refusal> ended(Refused ended) {
        return refused(RegistrationRefused.token());
    }

    @ExceptionHandler({EventLogException.class, MongoException.class})
    ResponseEntity<Refusal> silent(RuntimeException silent) {
        LOG.warn("A client cannot be registered now", silent);
        return refused(RegistrationRefused.notNow());
    }

    private static String seconds(Duration wait) {
        return String.valueOf(Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds()));
    }

    static ResponseEntity.BodyBuilder uncached(ResponseEntity.BodyBuilder answer) {
        return answer.contentType(MediaType.APPLICATION_JSON).header(HttpHeaders.CACHE_CONTROL, "no-store").header(HttpHeaders.PRAGMA,
                "no-cache");
    }

    /** RFC 7591 section 3.2.2. */
    record Refusal(String error, @JsonProperty("error_description") String description) {
    }
}
