package io.countersign.web.api;

import java.util.stream.Collectors;

/**
 * Text that shows what it is: no control characters, no lone surrogates, nothing that turns the direction of what stands around it
 * (Unicode TR 36, bidirectional text spoofing).
 */
public final class PlainText {
    private static final int REPLACEMENT = 0xFFFD;

    private PlainText() {
    }

    /** Whether all of it may be kept and shown. */
    public static boolean is(CharSequence text) {
        return text.codePoints().allMatch(PlainText::plain);
    }

    /** The text with whatever is not plain replaced, cut to a length that an answer may carry. */
    public static String shown(String text, int longest) {
        return text.codePoints().limit(longest).map(each -> plain(each) ? each : REPLACEMENT).mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static boolean plain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> !turnsDirection(codePoint);
        };
    }

    private static boolean turnsDirection(int codePoint) {
        return codePoint == 0x061C || codePoint == 0x200E || codePoint == 0x200F || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
