package io.countersign.web.api;

import io.countersign.web.problem.ValidationFailed;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions of resources as entity tags (RFC 9110 8.8.3): the aggregate's last sequence in quotes. */
public final class Versions {
    private static final Pattern ETAG = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

    private Versions() {
    }

    public static String etag(long sequence) {
        return "\"" + sequence + "\"";
    }

    /**
     * The version an {@code If-Match} header asks for (RFC 9110 13.1.1); empty when there is none or it is {@code *}.
     *
     * @throws ValidationFailed when it is not one strong tag of ours
     */
    public static OptionalLong ifMatch(@Nullable String header) {
        if (header == null || header.isBlank() || header.strip().equals("*")) {
            return OptionalLong.empty();
        }
        var tag = ETAG.matcher(header.strip());
        if (!tag.matches()) {
            throw new ValidationFailed("If-Match", "must be the ETag of the resource");
        }
        return OptionalLong.of(Long.parseLong(tag.group(1)));
    }
}
