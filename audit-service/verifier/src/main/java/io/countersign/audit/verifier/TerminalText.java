package io.countersign.audit.verifier;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What stands in a file that somebody else may have made, as a terminal may show it: whatever does something instead of looking like
 * something (moves the cursor, ends the line, turns the direction) is shown by its number.
 */
final class TerminalText {
    private TerminalText() {
    }

    static String of(String foreign) {
        return foreign.codePoints().mapToObj(TerminalText::of).collect(Collectors.joining());
    }

    private static String of(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                String.format(Locale.ROOT, "[U+%04X]", point);
            default -> Character.toString(point);
        };
    }
}
