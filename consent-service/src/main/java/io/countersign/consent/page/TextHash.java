package io.countersign.consent.page;

import io.countersign.hash.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * SHA-256 of exactly what the person saw: the facts of the request, and the edition of our own words around them (template and messages).
 * Who is signed in is not in it. It is the form's {@code version} as well, so that nobody decides on what was not on the screen.
 */
@Component
class TextHash {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final byte[] edition;

    TextHash() {
        var words = Sha256.digest();
        for (var file : new String[]{"templates/consent.html", "messages.properties"}) {
            words.update(read(file));
        }
        this.edition = words.digest();
    }

    String of(ShownRequest shown, Locale locale) {
        var hash = Sha256.digest();
        hash.update(edition);
        hash.update(locale.toLanguageTag().getBytes(StandardCharsets.US_ASCII));
        hash.update((byte) 0);
        hash.update(JSON.writeValueAsBytes(shown));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash.digest());
    }

    private static byte[] read(String file) {
        try {
            return new ClassPathResource(file).getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
