package io.countersign.testkit;

import java.util.List;
import java.util.stream.Stream;

/** What somebody registers to make a page, a terminal, a spreadsheet, a log or a parser do something (R-C7). */
public final class HostileStrings {
    private static final List<String> PLAIN = List.of("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'",
            "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//</stYle/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert()//>",
            "${7*7} __${T(java.lang.Runtime).getRuntime()}__::.x [[${9*9}]] {{7*7}} #{7*7} {0} %d %n", "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"https://evil.example\",\"Invoice\")", "+1+1", "-2+3", "@SUM(1+1)", "\"},\"roles\":[\"owner\"],\"x\":{\"y\":\"",
            "\\", "\\u0022,\\n", "%0d%0aSet-Cookie: a=b", "'; DROP TABLE clients; --", "../../etc/passwd", "\u0421laude",
            "p\u0430ypal.example", "\uFB03 \u01C4", "a" + "\u0301".repeat(20), "\u200Ba\u200Cb\uFEFF", "\u05D0\u05D1 \u0634",
            "\uD83D\uDE00");
    private static final List<String> DECEIVING = List.of("a\r\n2026-11-27T03:00:00.000Z  INFO 1 --- [main] owner : everything is well",
            "a\n{\"forged\":true}", "a\rb", "a\u001B[2J\u001B[1;32mVERIFIED", "a\u009B31mb", "a\bb", "a\u0000b", "a\u007Fb", "a\u0085b",
            "a\u2028b",
            "a\u2029b", "\u202Egpj.exe", "\u2066a", "a\u2069", "\u200Fa", "\u200Ea", "a\u061Cb");

    private HostileStrings() {
    }

    /** Every character shows what it is: they may be kept, and are text wherever they appear. */
    public static List<String> plain() {
        return PLAIN;
    }

    /** With a control character, an end of line or a turn of direction: nothing that is registered may hold them. */
    public static List<String> deceiving() {
        return DECEIVING;
    }

    public static Stream<String> all() {
        return Stream.concat(PLAIN.stream(), DECEIVING.stream());
    }
}
