package io.countersign.web.defaults;

/**
 * How a service's log is written: what does not begin with a time belongs to the line before, so nothing that somebody sent can pass for a
 * line of its own, move a terminal's cursor, or turn the direction of what stands beside it (R-C7).
 */
final class LogLines {
    /** Continues the line before. */
    private static final String CONTINUED = "\n  | ";
    /** Whatever has no shape and does something, but for the ends of lines and tabs. */
    private static final String DOING_SOMETHING = "[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\u061C\\u200E\\u200F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]";
    private static final String HEAD = "%clr(%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}){faint} %clr(%5p) %clr(%property{PID}){magenta} "
            + "%clr(--- %esb(){APPLICATION_NAME}[%15.15t] [%X{correlationId:-} %X{traceId:-}] ){faint}%clr(%-40.40logger{39}){cyan} "
            + "%clr(:){faint} ";
    /** The lines of a stack trace, which begin in this way, stay as they are. */
    private static final String WITHIN_A_FAILURE = "(?<!^)\\r?\\n(?!\\t|Caused by: |Wrapped by: |\\s*$)";

    /** For {@code logging.pattern.console}. */
    static final String PATTERN = HEAD + shown("%m", "\\r?\\n") + "%n" + shown("%wEx", WITHIN_A_FAILURE);

    private LogLines() {
    }

    private static String shown(String text, String lineEnd) {
        return "%replace(%replace(" + text + "){'" + lineEnd + "','" + CONTINUED + "'}){'" + DOING_SOMETHING + "','?'}";
    }
}
