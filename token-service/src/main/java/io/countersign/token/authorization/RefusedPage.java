package io.countersign.token.authorization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The page for a request that goes nowhere. What others named (clients, addresses) is shown as text and nothing else, cut to a length, with
 * every character that could hide or turn it around written out. It needs no script and loads nothing.
 */
@Component
class RefusedPage {
    private static final int LONGEST = 600;

    private final String template;
    private final String policy;

    RefusedPage() {
        try {
            template = new ClassPathResource("authorization/refused.html").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        var style = template.substring(template.indexOf("<style>") + "<style>".length(), template.indexOf("</style>"));
        policy = "default-src 'none'; style-src 'sha256-" + sha256(style)
                + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    }

    String policy() {
        return policy;
    }

    String of(Refusal.OnPage refusal) {
        return template.replace("{title}", shown(refusal.title())).replace("{what}", shown(refusal.what()))
                .replace("{advice}", shown(refusal.advice()));
    }

    static String shown(String text) {
        var plain = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(each -> {
            switch (Character.getType(each)) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                        Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    plain.append("[U+%04X]".formatted(each));
                default -> plain.appendCodePoint(each);
            }
        });
        return HtmlUtils.htmlEscape(plain + (text.codePointCount(0, text.length()) > LONGEST ? "…" : ""), "UTF-8").replace("{", "&#123;");
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
