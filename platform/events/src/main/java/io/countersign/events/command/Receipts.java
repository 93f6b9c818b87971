package io.countersign.events.command;

import io.countersign.web.problem.ValidationFailed;
import java.util.regex.Pattern;

/**
 * The header by which a caller reads its own write: every accepted change answers it, and a read that sends it back waits for the view
 * (bounded). Its value is {@code <aggregateId>:<sequence>}.
 */
public final class Receipts {
    public static final String HEADER = Accepted.RECEIPT;

    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9_.-]{1,128}):(0|[1-9][0-9]{0,17})");

    private Receipts() {
    }

    public static String write(Receipt receipt) {
        return receipt.aggregateId() + ":" + receipt.sequence();
    }

    /** @throws ValidationFailed when the value is not a receipt */
    public static Receipt parse(String value) {
        var parts = VALUE.matcher(value.strip());
        if (!parts.matches()) {
            throw new ValidationFailed(HEADER, "must be a receipt of an earlier answer");
        }
        return new Receipt(parts.group(1), Long.parseLong(parts.group(2)), -1);
    }
}
