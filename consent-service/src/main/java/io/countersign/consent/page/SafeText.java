package io.countersign.consent.page;

import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Somebody else's words as a person may see them: what has no shape of its own (control and format characters, directions, invisible and
 * unassigned ones) is shown by its number, piled-up marks too, and length is bounded. HTML is the template's business.
 *
 * @param text    to show
 * @param writing scripts of its letters other than Latin, in words; empty when all are Latin
 * @param mixed   whether one word has letters of several scripts, as look-alikes do
 */
record SafeText(String text, String writing, boolean mixed) {
    private static final int LONGEST = 512;
    private static final int MARKS = 2;

    static SafeText of(String foreign) {
        var shown = shown(foreign.strip());
        return new SafeText(shown.isEmpty() ? "—" : shown, writing(foreign), mixed(foreign));
    }

    /** For use within a sentence of ours: its direction ends with it (UAX 9, FSI and PDI). */
    public String isolated() {
        return "\u2068" + text + "\u2069";
    }

    private static String shown(String foreign) {
        var shown = new StringBuilder();
        var annotations = 0;
        var points = foreign.codePoints().limit(LONGEST).toArray();
        for (var point : points) {
            annotations = isMark(point) ? annotations + 1 : 0;
            if (isShapeless(point) || annotations > MARKS) {
                shown.append("[U+").append(String.format(Locale.ROOT, "%04X", point)).append(']');
            } else {
                shown.appendCodePoint(point == 0xA0 || Character.getType(point) == Character.SPACE_SEPARATOR ? ' ' : point);
            }
        }
        return foreign.codePointCount(0, foreign.length()) > LONGEST ? shown + "…" : shown.toString();
    }

    private static boolean isMark(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isShapeless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> point == 0x3164 || point == 0x115F || point == 0x1160 || point == 0xFFA0 || point == 0x2800;
        };
    }

    private static String writing(String foreign) {
        return foreign.codePoints().filter(Character::isLetter).mapToObj(Character.UnicodeScript::of)
                .filter(script -> script != Character.UnicodeScript.LATIN && script != Character.UnicodeScript.COMMON
                        && script != Character.UnicodeScript.INHERITED)
                .map(SafeText::inWords).collect(Collectors.toCollection(TreeSet::new)).stream().collect(Collectors.joining(", "));
    }

    private static String inWords(Character.UnicodeScript script) {
        var name = script.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static boolean mixed(String foreign) {
        return foreign.codePoints().filter(Character::isLetter).mapToObj(Character.UnicodeScript::of)
                .filter(script -> script != Character.UnicodeScript.COMMON && script != Character.UnicodeScript.INHERITED)
                .map(SafeText::family).distinct().count() > 1;
    }

    /** Scripts that one language writes together are one. */
    private static String family(Character.UnicodeScript script) {
        return switch (script) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> "EAST_ASIAN";
            default -> script.name();
        };
    }
}
