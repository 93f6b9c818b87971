package io.countersign.registry.client.registration;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;

/** What a client sends of itself, as bytes of JSON, and never more than is read. */
final class MetadataBody {
    private static final int LARGEST = (int) DataSize.ofKilobytes(16).toBytes();

    private MetadataBody() {
    }

    /** @throws RegistrationRefused when it is too large, or not said to be JSON */
    static byte[] of(HttpServletRequest request) throws IOException {
        var read = request.getInputStream().readNBytes(LARGEST + 1);
        if (read.length > LARGEST) {
            throw RegistrationRefused.metadata("The body is larger than " + LARGEST + " bytes.");
        }
        var type = Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_TYPE), "");
        if (!type.strip().toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON_VALUE)) {
            throw RegistrationRefused.metadata("Send application/json.");
        }
        return read;
    }

    /** Of whoever asks, in its literal form. */
    static String address(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getHeader("X-Real-IP"), request.getRemoteAddr());
    }
}
