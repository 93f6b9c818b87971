package io.countersign.web.api;

import io.countersign.web.problem.ValidationFailed;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;

/**
 * A cursor belongs to the list that gave it and to what that list was narrowed to: it ends with a mark of both, and another list does not
 * take it. It is a guard against mistakes, no secret: whoever may read a list may stand anywhere in it.
 */
final class Cursors {
    private static final int MARK_BYTES = 6;
    private static final int MARK = 8;

    private Cursors() {
    }

    static String given(String place, HttpServletRequest request) {
        return place + mark(request);
    }

    /** @throws ValidationFailed when this list, so narrowed, has not given it */
    static String taken(String cursor, HttpServletRequest request) {
        if (cursor.length() <= MARK || !cursor.endsWith(mark(request))) {
            throw new ValidationFailed("cursor", "must be the nextCursor of an earlier page of the same list with the same filters");
        }
        return cursor.substring(0, cursor.length() - MARK);
    }

    private static String mark(HttpServletRequest request) {
        var list = new StringBuilder(request.getRequestURI());
        new TreeMap<>(request.getParameterMap()).forEach((name, values) -> {
            if (!name.equals("cursor") && !name.equals("limit")) {
                list.append('\n').append(name).append('=').append(String.join("\t", values));
            }
        });
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha256(list.toString()), MARK_BYTES));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
