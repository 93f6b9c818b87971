package io.countersign.web.page;

import io.countersign.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.springframework.web.util.HtmlUtils;

/**
 * A page of a few words, for people whose way ends here or needs a decision. It runs no script, loads nothing and cannot be framed. What others
 * named (clients, addresses) is text and nothing else, cut to a length, with every character that could hide or turn it around written out.
 */
public final class ShortPage {
    private static final int LONGEST = 600;
    private static final String STYLE = read("page.css");
    private static final String STYLE_HASH = "'sha256-" + Base64.getEncoder().encodeToString(Sha256.bytes(STYLE)) + "'";
    private static final String TEMPLATE = read("short.html").replace("{style}", STYLE);

    private final String title;
    private final StringBuilder content = new StringBuilder();
    private String formTargets = "'none'";

    private ShortPage(String title) {
        this.title = title;
    }

    public static ShortPage of(String title, String sentence) {
        var page = new ShortPage(title);
        page.content.append("<p><bdi>").append(shown(sentence)).append("</bdi></p>\n");
        return page;
    }

    /** What the person can do now. */
    public ShortPage advice(String sentence) {
        content.append("<p class=\"sub\">").append(shown(sentence)).append("</p>\n");
        return this;
    }

    /** @param address path and query of the same origin */
    public ShortPage link(String address, String words) {
        content.append("<p><a class=\"go\" href=\"").append(escape(address)).append("\">").append(shown(words)).append("</a></p>\n");
        return this;
    }

    /**
     * A button that sends one field.
     *
     * @param onward where the answer may lead besides the same origin: a browser holds a form to that, too
     */
    public ShortPage button(String action, String field, String value, String words, String onward) {
        formTargets = "'self' " + onward;
        content.append("<form method=\"post\" action=\"").append(escape(action)).append("\"><input type=\"hidden\" name=\"")
                .append(escape(field)).append("\" value=\"").append(escape(value)).append("\"><button class=\"allow\">")
                .append(shown(words))
                .append("</button></form>\n");
        return this;
    }

    public String html() {
        return TEMPLATE.replace("{title}", shown(title)).replace("{content}", content);
    }

    /** The header without which the page is not to be sent. */
    public String contentSecurityPolicy() {
        return "default-src 'none'; style-src " + STYLE_HASH + "; form-action " + formTargets + "; frame-ancestors 'none'; base-uri 'none'";
    }

    /** What every page of ours looks like, in CSS. */
    public static String style() {
        return STYLE;
    }

    private static String shown(String text) {
        var plain = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(each -> {
            switch (Character.getType(each)) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                        Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    plain.append("[U+%04X]".formatted(each));
                default -> plain.appendCodePoint(each);
            }
        });
        return escape(plain + (text.codePointCount(0, text.length()) > LONGEST ? "…" : ""));
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8").replace("{", "&#123;");
    }

    private static String read(String name) {
        try (InputStream file = ShortPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
