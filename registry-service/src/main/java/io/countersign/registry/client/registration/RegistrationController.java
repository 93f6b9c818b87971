package io.countersign.registry.client.registration;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.mongodb.MongoException;
import io.countersign.eventstore.EventLogException;
import io.countersign.registry.client.metadata.ClientMetadata;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The client registration endpoint of an issuer (RFC 7591 section 3): open to everybody, where the organization is. */
@RestController
@RequestMapping("/o/{slug}/oauth2/register")
class RegistrationController {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationController.class);
    private static final int LARGEST = (int) DataSize.ofKilobytes(16).toBytes();

    private final Registering registering;

    RegistrationController(Registering registering) {
        this.registering = registering;
    }

    @PostMapping
    ResponseEntity<Information> register(@PathVariable String slug,
            @RequestHeader(name = "X-Real-IP", required = false) @Nullable String address,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, defaultValue = "") String type, InputStream body, HttpServletRequest request)
            throws IOException {
        var registered = registering.register(slug, Objects.requireNonNullElse(address, request.getRemoteAddr()), json(type, body));
        return uncached(ResponseEntity.status(HttpStatus.CREATED)).body(Information.of(registered));
    }

    private static byte[] json(String type, InputStream body) throws IOException {
        var read = body.readNBytes(LARGEST + 1);
        if (read.length > LARGEST) {
            throw RegistrationRefused.metadata("The body is larger than " + LARGEST + " bytes.");
        }
        if (!type.strip().toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON_VALUE)) {
            throw RegistrationRefused.metadata("Send application/json.");
        }
        return read;
    }

    @RequestMapping
    ResponseEntity<Void> otherwise() {
        throw RegistrationRefused.method();
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(RegistrationRefused refused) {
        var answer = uncached(ResponseEntity.status(refused.status()));
        refused.retryAfter().ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, seconds(wait)));
        if (refused.status() == HttpStatus.METHOD_NOT_ALLOWED) {
            answer.header(HttpHeaders.ALLOW, "POST,OPTIONS");
        }
        return answer.body(new Refusal(refused.error(), refused.description()));
    }

    @ExceptionHandler({EventLogException.class, MongoException.class})
    ResponseEntity<Refusal> silent(RuntimeException silent) {
        LOG.warn("A client cannot be registered now", silent);
        return refused(RegistrationRefused.notNow());
    }

    private static String seconds(Duration wait) {
        return String.valueOf(Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds()));
    }

    private static ResponseEntity.BodyBuilder uncached(ResponseEntity.BodyBuilder answer) {
        return answer.contentType(MediaType.APPLICATION_JSON).header(HttpHeaders.CACHE_CONTROL, "no-store").header(HttpHeaders.PRAGMA,
                "no-cache");
    }

    /** RFC 7591 section 3.2.2. */
    record Refusal(String error, @JsonProperty("error_description") String description) {
    }

    /**
     * Client information (RFC 7591 section 3.2.1): what was kept, which may be less than was said.
     *
     * @param issuedAt        seconds since 1970
     * @param secretExpiresAt 0, never, where there is a secret
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Information(@JsonProperty("client_id") String clientId, @JsonProperty("client_id_issued_at") long issuedAt,
            @JsonProperty("client_secret") @Nullable String secret,
            @JsonProperty("client_secret_expires_at") @Nullable Long secretExpiresAt, @JsonProperty("client_name") String name,
            @JsonProperty("redirect_uris") List<String> redirectUris, @JsonProperty("grant_types") List<String> grantTypes,
            @JsonProperty("response_types") List<String> responseTypes,
            @JsonProperty("token_endpoint_auth_method") String authenticationMethod) {
        static Information of(Registering.Registered registered) {
            var candidate = registered.candidate();
            var kept = candidate.registration();
            var secret = registered.secret();
            return new Information(candidate.clientId(), candidate.registeredAt().getEpochSecond(),
                    secret == null ? null : secret.value(), secret == null ? null : Long.valueOf(0), kept.name(), kept.redirectUris(),
                    kept.grantTypes(), List.of(ClientMetadata.RESPONSE_TYPE), kept.authenticationMethod());
        }
    }
}
