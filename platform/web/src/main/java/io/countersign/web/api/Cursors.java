package io.countersign.web.api;

import io.countersign.hash.Sha256;
import io.countersign.web.problem.ValidationFailed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.TreeMap;

/**
 * A cursor belongs to the list that gave it and to what that list was narrowed to: it ends with a mark of both, and another list does not
 * take it. It is a guard against mistakes, no secret: whoever may read a list may stand anywhere in it.
 */
final class Cursors {
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
        return Sha256.base64Url(list.toString()).substring(0, MARK);
    }
}
